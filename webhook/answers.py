"""Answers to Twilio: always XML. Never text/plain, which Twilio would text to the sender."""

from flask import Response

# Accepted, and nothing to do: the worker sends the reply later.
TAKEN = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
# As the first verb, Reject refuses the call before it is answered: that costs nothing.
BUSY = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject reason="busy"/></Response>'


def xml_answer(body: str, *, status: int = 200) -> Response:
    """A response with `body` as text/xml."""
    return Response(body, status=status, mimetype="text/xml")
