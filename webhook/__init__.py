"""The public web process: checks Twilio's signature, records, answers. Calls nobody."""
