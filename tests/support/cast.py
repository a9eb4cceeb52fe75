"""The cast: who plays what in every test."""

ALICE = 1001  # owner
BRUNO = 1002  # owner
CLARA = 1003  # organizer, where a test says so
MALLORY = 6666  # stranger: must get nothing

HIM = "+33612345678"  # texts once
RAIDER = "+33698765432"
LINE = "+33755501234"
ACCOUNT_SID = "AC" + "0123456789abcdef" * 2
AUTH_TOKEN = "fedcba9876543210" * 2
BOT_TOKEN = "123456789:test-token-of-the-box-0123456789"
KEY = "k" * 32 + "-first"
OTHER_KEY = "k" * 32 + "-second"
PUBLIC_URL = "https://hotline.example.org"
