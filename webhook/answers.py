"""What Twilio is answered: always XML, never text/plain, which it would text to the sender."""

from flask import Response

# Accepted, and nothing to do: the reply leaves an hour later, by another way.
TAKEN = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
# As the first verb it refuses the call unanswered: it costs nothing.
BUSY = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject reason="busy"/></Response>'


def xml_answer(body: str, *, status: int = 200) -> Response:
    """`body` as text/xml."""
    return Response(body, status=status, mimetype="text/xml")
