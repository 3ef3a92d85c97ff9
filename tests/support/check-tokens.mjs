// Checks tokens with jose. In: {"tokens": [...], "keys": a JWK set}; out: a list of the claims
// or of what was wrong.
import {createLocalJWKSet, jwtVerify} from "jose";
import fs from "node:fs";

const given = JSON.parse(fs.readFileSync(0, "utf8"));
const keys = createLocalJWKSet(given.keys);
const answers = [];
for (const token of given.tokens) {
    try {
        answers.push((await jwtVerify(token, keys)).payload);
    } catch (error) {
        answers.push(String(error.code ?? error));
    }
}
process.stdout.write(JSON.stringify(answers));
