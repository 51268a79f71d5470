"""Why a mail did not go out, in a Chinese clause; pure."""

from __future__ import annotations

import smtplib
import socket
import ssl


def fault_words(fault: Exception, place: str, seconds: int) -> str:
    """Say what went wrong; of the server's own words only the code is told.

    Args:
        fault: What ``smtplib`` raised.
        place: What the server is called.
        seconds: How long it was waited for.
    """
    if isinstance(fault, smtplib.SMTPException):
        if isinstance(fault.__context__, TimeoutError):  # smtplib calls it a broken connection
            return _connection_words(fault.__context__, place, seconds)
        return _answer_words(fault, place)
    return _connection_words(fault, place, seconds)


def _answer_words(fault: smtplib.SMTPException, place: str) -> str:
    """Say what the server answered."""
    match fault:
        case smtplib.SMTPAuthenticationError():
            return f"{place} 不接受用户名或口令（{fault.smtp_code}），请核对 user 和口令"
        case smtplib.SMTPRecipientsRefused():
            codes = "、".join(str(code) for code, _ in fault.recipients.values())
            address = "、".join(fault.recipients)
            return f"收件地址 {address} 被拒收（{codes}），请核对 lianfang.toml 中的 email"
        case smtplib.SMTPSenderRefused():
            return f"{place} 不接受发件地址 {fault.sender}（{fault.smtp_code}），请核对 from"
        case smtplib.SMTPResponseException():
            return f"{place} 拒绝（{fault.smtp_code}）"
        case smtplib.SMTPServerDisconnected():
            return f"{place} 中途断开连接，不能确定是否送达"
        case _:
            return f"{place} 不支持所要求的加密、登录方式或非英文地址，请核对 [mail]"


def _connection_words(fault: Exception, place: str, seconds: int) -> str:
    """Say why there was no conversation."""
    match fault:
        case ssl.SSLCertVerificationError():
            return f"{place} 的证书不可信（过期、名称不符或签发机构不明），请核对 host 和 ca_file"
        case ssl.SSLError():
            return f"和{place} 建立加密连接失败，请核对 port 和 security"
        case TimeoutError():
            return f"{place} 在 {seconds} 秒内没有应答"
        case socket.gaierror():
            return f"找不到{place}，请核对 host 和网络"
        case UnicodeError():
            return "地址或口令中有邮件服务器不能接受的字符"
        case _:
            return f"连不上{place}，请核对 host、port 和网络"
