"""A mail server in this process that behaves as badly as a test asks."""

import email
import socketserver
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress

HELLO = b"220 test ESMTP\r\n"


class _Talk(socketserver.StreamRequestHandler):
    """One dialogue. ``server.script`` maps a command to the line it is answered with, or to "cut"."""

    def handle(self):
        with suppress(ConnectionError):  # whoever spoke may have been killed
            self.talk()

    def talk(self):
        self.say(HELLO)
        for raw in self.rfile:
            command = raw.split()[0].upper().decode() if raw.split() else ""
            if not self.answer(command, raw):
                return

    def answer(self, command, raw):
        script = self.server.script
        if command == "RCPT":
            self.server.asked.append(raw.decode().strip())
        if command == "MAIL":
            self.server.senders.append(raw.decode().split("<")[1].split(">")[0])
        told = script.get(command)
        if command == "DATA" and told is None:
            return self.take()
        if told == "cut":
            return False
        if command == "EHLO":
            return self.say(b"250 test\r\n")
        if command == "QUIT":
            self.say(b"221 bye\r\n")
            return False
        return self.say((told or "250 ok").encode() + b"\r\n")

    def take(self):
        self.say(b"354 go on\r\n")
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw)
        else:
            return False  # broken off before the last line: no server delivers half a mail
        end = self.server.script.get("END")
        if end is None or end in {"cut", "slow"}:  # taken, whether or not it is told
            self.server.taken.append(email.message_from_bytes(b"".join(lines)))
        if end == "cut":
            return False
        if end == "slow":
            time.sleep(self.server.delay)
        return self.say((end if end not in {None, "slow"} else "250 taken").encode() + b"\r\n")

    def say(self, line):
        self.wfile.write(line)
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server(settings, **script):
    """Run a server and point the settings at it; ``taken`` are the mails whose words arrived."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.script, server.taken, server.asked, server.senders = script, [], [], []
        server.delay = 2.0
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 1
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def copies(server):
    """How many copies arrived of each mail, by the left part of its Message-ID."""
    return Counter(mail["Message-ID"].strip("<>").partition("@")[0] for mail in list(server.taken))
