"""What must hold of seats and mails of a site, found by raw SQL."""

from tests.support.own_site import connected, select

MAILS = "(SELECT COUNT(*) FROM records_outboxmessage m WHERE m.key LIKE "

# Each finds rows that must not be there; {run} is the row of a run.
BROKEN = {
    "I1": """SELECT r.id FROM courses_courserun r WHERE r.id = {run} AND (r.seats_taken > r.capacity
        OR r.seats_taken <> (SELECT COUNT(*) FROM courses_enrolment e WHERE e.run_id = r.id
            AND e.state <> 'left') + (SELECT COUNT(*) FROM courses_seatrequest s
            WHERE s.run_id = r.id AND s.state = 'offered'))""",
    "I2": """SELECT r.id FROM courses_courserun r WHERE r.id = {run} AND r.seats_taken < r.capacity
        AND EXISTS (SELECT 1 FROM courses_seatrequest s WHERE s.run_id = r.id
            AND s.state = 'waiting')""",
    "I3": """SELECT e.user_id FROM courses_enrolment e WHERE e.run_id = {run} AND e.state <> 'left'
        GROUP BY e.user_id HAVING COUNT(*) > 1""",
    "order": """SELECT a.id FROM courses_seatrequest a JOIN courses_seatrequest b
        ON a.run_id = b.run_id AND a.id < b.id AND a.queued_at >= b.queued_at
        WHERE a.run_id = {run}""",
    "overtaken": """SELECT a.id FROM courses_seatrequest a JOIN courses_seatrequest b
        ON a.run_id = b.run_id AND a.queued_at < b.queued_at
        WHERE a.run_id = {run} AND a.state = 'waiting' AND b.state <> 'waiting'""",
    "enrolled": f"""SELECT e.key FROM courses_enrolment e
        JOIN courses_courserun r ON r.id = e.run_id WHERE e.run_id = {{run}}
        AND {MAILS} 'seat-enrolled:' || e.key || ':' || r.key || ':%') <> 1""",
    "waiting": f"""SELECT s.key FROM courses_seatrequest s WHERE s.run_id = {{run}}
        AND {MAILS} 'seat-waiting:' || s.key || ':%') <> 1""",
    "offered": f"""SELECT s.key FROM courses_seatrequest s WHERE s.run_id = {{run}}
        AND {MAILS} 'seat-offered:' || s.key || ':%')
        <> CASE WHEN s.offered_at IS NULL THEN 0 ELSE 1 END""",
    "expired": f"""SELECT s.key FROM courses_seatrequest s WHERE s.run_id = {{run}}
        AND {MAILS} 'seat-expired:' || s.key || ':%')
        <> CASE WHEN s.state = 'expired' THEN 1 ELSE 0 END""",
}
# What makes each of them go red, undone afterwards: a checker that sees nothing proves nothing.
DAMAGE = {
    "I1": "UPDATE courses_courserun SET seats_taken = seats_taken - 1 WHERE id = {run}",
    "I2": "UPDATE courses_courserun SET seats_taken = capacity - 1 WHERE id = {run}",
    "I3": """DROP INDEX enrolment_one_open; UPDATE courses_enrolment SET user_id = (
        SELECT MIN(user_id) FROM courses_enrolment WHERE run_id = {run} AND state <> 'left')
        WHERE run_id = {run}""",
    "order": """UPDATE courses_seatrequest SET queued_at = (SELECT MIN(queued_at)
        FROM courses_seatrequest WHERE run_id = {run}) WHERE run_id = {run}""",
    "overtaken": """UPDATE courses_seatrequest SET state = 'waiting' WHERE id = (
        SELECT MIN(id) FROM courses_seatrequest WHERE run_id = {run})""",
    "enrolled": "DELETE FROM records_outboxmessage WHERE key LIKE 'seat-enrolled:%'",
    "waiting": "DELETE FROM records_outboxmessage WHERE key LIKE 'seat-waiting:%'",
    "offered": "DELETE FROM records_outboxmessage WHERE key LIKE 'seat-offered:%'",
    "expired": "DELETE FROM records_outboxmessage WHERE key LIKE 'seat-expired:%'",
}

EVENTS = """SELECT (SELECT COUNT(*) FROM courses_enrolment) + SUM(1
    + CASE WHEN offered_at IS NULL THEN 0 ELSE 1 END + CASE WHEN state = 'expired' THEN 1 ELSE 0 END
    ) FROM courses_seatrequest"""


def broken(connection, run):
    """What does not hold of a run."""
    rows = {
        name: connection.execute(sql.format(run=run)).fetchall() for name, sql in BROKEN.items()
    }
    return {name: found for name, found in rows.items() if found}


def unseen_damage(environment, run):
    """Which of the damages, each done and undone, ``broken`` does not see."""
    unseen = []
    for name, damage in DAMAGE.items():
        with connected(environment) as connection:
            for statement in damage.format(run=run).split(";"):
                connection.execute(statement)
            if name not in broken(connection, run):
                unseen.append(name)
            connection.rollback()
    return unseen


def outbox(environment):
    """Every mail: key, Message-ID before the "@", state, and how often no answer came."""
    return select(environment, "SELECT key, digest, state, unclear FROM records_outboxmessage")


def misdelivered(mails, copies):
    """Mails of which other copies arrived than their row tells of.

    A mail is sent: one copy, and at most one more for a time when no answer came. Or it was given
    up after two such times: at most two copies, perhaps none, and the row says so.
    """
    wrong, copies = {}, dict(copies)
    for key, digest, state, unclear in mails:
        number, is_sent = copies.pop(digest, 0), state == "sent"
        is_given_up = state == "failed" and unclear == 2
        if not (is_sent or is_given_up) or not is_sent <= number <= min(is_sent + unclear, 2):
            wrong[key] = (state, unclear, number)
    return wrong | copies  # what is left belongs to no row
