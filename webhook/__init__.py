"""Faces the public: checks Twilio's signature, records, answers. Calls nobody."""
