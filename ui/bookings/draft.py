"""A message to one person as a draft file that a mail program opens unsent; sends nothing and names no child."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP


def draft_file(*, to: str, subject: str, text: str) -> bytes:
    """The bytes of an .eml file. `X-Unsent` lets the mail program open it for writing; `to` may be empty."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if to:
        message["To"] = to
    message["Subject"] = subject
    message.set_content(text)
    return message.as_bytes()
