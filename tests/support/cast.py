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
METRICS_TOKEN = "shows-which-parts-are-alive"
KEY = "k" * 32 + "-first"
OTHER_KEY = "k" * 32 + "-second"
PUBLIC_URL = "https://hotline.example.org"
# The number of HIM as it is pasted from contacts, web pages and other chats.
PASTED = (
    "+33 6 12 34 56 78", "0612345678", "06 12 34 56 78", "06.12.34.56.78", "06/12/34/56/78",
    "\u202a+33 6 12 34 56 78\u202c", "\u2068+33612345678\u2069", "\u200e+33612345678\u200e",
    "+33\u00a06\u00a012\u00a034\u00a056\u00a078", "+33\u202f6\u202f12\u202f34\u202f56\u202f78",
    "+33\u20116\u201112\u201134\u201156\u201178", "+33\u20136\u201312\u201334\u201356\u201378",
    "+33\u200b612\u200b345678", "+33612345678\ufe0d", "\ufeff+33612345678", "+33\t612345678",
    "\uff0b\uff13\uff13\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
    "+\u0663\u0663\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
    "tel:+33-6-12-34-56-78", "\u202atel:+33612345678\u202c",
    "TEL:+33612345678", "(+33) 6 12 34 56 78", "+330612345678",
)  # fmt: skip
