"""A letter as a mail: Chinese subject, text, and the Word file under its Chinese name; pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

_WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to be mailed.

    Attributes:
        sender_name: Whose name stands before the sender's address.
        sender, recipient: Addresses.
        text: The mail's own words.
        attachment: Name and bytes of a Word file.
    """

    sender_name: str
    sender: str
    recipient: str
    subject: str
    text: str
    attachment: tuple[str, bytes]


def message_of(outgoing: Outgoing, now: dt.datetime) -> EmailMessage:
    """Write the mail; what is not ASCII is encoded as every mail program reads it.

    Headers after RFC 2047, the attachment's name after RFC 2231, the text as base64: the server
    need not know SMTPUTF8 or 8BITMIME, unless an address itself is not ASCII.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(outgoing.sender_name, addr_spec=outgoing.sender)
    message["To"] = Address(addr_spec=outgoing.recipient)
    message["Subject"] = " ".join(outgoing.subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=domain_of(outgoing.sender))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(outgoing.text, cte="base64")
    name, content = outgoing.attachment
    message.add_attachment(content, maintype=_WORD[0], subtype=_WORD[1], filename=name)
    return message


def domain_of(address: str) -> str:
    """Give the part behind the @."""
    return address.rpartition("@")[2]
