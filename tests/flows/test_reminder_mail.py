"""催报 by mail, against a real server: what goes out, once, and what a failing server costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.archives import open_archive
from flows.settings import Workspace as Settings
from schemas.schedule import Phase
from tests.support.mail_server import PASSWORD, USER, MailServer, silent_server
from tests.support.workspace import (
    AUDIT,
    DEPARTMENTS,
    FINANCE,
    TEACHING,
    Ran,
    Workspace,
    configuration,
    lianfang,
    tree,
)

DAY = "2012-05-28"
ADDRESSES = {AUDIT: "audit@college.example", TEACHING: "teaching@college.example"}


class Owing(Workspace):
    """Nobody has sent anything for M03; the last department has no address."""

    def configure(self, mail: str) -> None:
        """Write the settings with a mail server and the departments' addresses."""
        text = configuration(DEPARTMENTS, mail)
        for department, address in ADDRESSES.items():
            text = text.replace(
                f'name = "{department}"', f'name = "{department}"\nemail = "{address}"'
            )
        (self.root / "lianfang.toml").write_text(text, encoding="utf-8")

    def remind(self, *more: str, day: str = DAY) -> Ran:
        """Write and mail the reminders."""
        return lianfang("remind", "-w", self.root, "--as-of", day, "--mail", *more)

    @property
    def told(self) -> frozenset[tuple[str, Phase]]:
        """Give what the archive says of this day."""
        workspace, day = Settings.open(self.root), dt.date.fromisoformat(DAY)
        with open_archive(workspace, create=True) as archive, archive.viewing() as records:
            return records.reminders.sent(2012, day)

    @property
    def letters(self) -> dict[str, bytes]:
        """Give the Word letters by department."""
        files = tree(self.root / "output/2012/催报" / DAY)
        return {n.partition("廉政")[0]: data for n, data in files.items() if n.endswith(".docx")}


@pytest.fixture
def college(tmp_path: Path) -> Owing:
    made = Owing(tmp_path / "w")
    for file in made.inbox.glob("*/*"):
        file.unlink()
    return made


@pytest.fixture
def server(college: Owing) -> Iterator[MailServer]:
    with MailServer(college.root) as server:
        college.configure(server.settings())
        yield server


def test_nothing_is_mailed_unless_it_is_asked_for(college: Owing, server: MailServer) -> None:
    lianfang("remind", "-w", college.root, "--as-of", DAY)

    assert server.connections == 0
    assert college.told == frozenset()


def test_each_department_gets_its_letter(college: Owing, server: MailServer) -> None:
    ran = college.remind()

    assert ran.exit == 0
    assert [recipient for recipient, _ in server.taken] == list(ADDRESSES.values())
    assert server.connections == 1
    assert f"{AUDIT}：催报邮件已发往 audit@college.example。" in ran.out
    assert f"{FINANCE}：lianfang.toml 里没有 email" in ran.out
    assert set(college.letters) == {*ADDRESSES, FINANCE}
    assert college.told == {(name, "catalogue") for name in ADDRESSES}


def test_chinese_arrives_as_it_was_written(college: Owing, server: MailServer) -> None:
    college.remind()

    _, mail = server.taken[0]
    assert mail["Subject"] == f"防灾科技学院廉政风险防控材料催报通知（{AUDIT}）"
    assert mail["From"].addresses[0].display_name == "领导小组办公室"
    assert mail["From"].addresses[0].addr_spec == "office@college.example"
    body = mail.get_body()
    assert body is not None
    assert f"{AUDIT}：\n" in body.get_content().replace("\r\n", "\n")
    [attached] = mail.iter_attachments()
    assert attached.get_filename() == f"{AUDIT}廉政风险防控材料催报通知.docx"
    assert attached.get_content() == college.letters[AUDIT]


def test_a_phase_is_mailed_once_a_day(college: Owing, server: MailServer) -> None:
    college.remind()
    again, summary = college.remind(), college.remind("--phase", "summary")
    next_day = college.remind(day="2012-05-29")

    assert again.exit == 0
    assert f"{AUDIT}：今天已经发过催报邮件" in again.out
    assert "已发往" in summary.out
    assert "已发往" in next_day.out
    assert len(server.taken) == 6
    assert college.told == {(n, p) for n in ADDRESSES for p in ("catalogue", "summary")}


def test_a_refused_address_costs_only_its_department(college: Owing, server: MailServer) -> None:
    server.refused.add(ADDRESSES[AUDIT])

    refused = college.remind()

    assert refused.exit == 1
    assert refused.line.startswith(f"{AUDIT}：催报邮件没有发出，收件地址 audit@college.example")
    assert "550" in refused.line
    assert college.told == {(TEACHING, "catalogue")}

    server.refused.clear()
    assert college.remind().exit == 0
    assert [recipient for recipient, _ in server.taken] == [*reversed(ADDRESSES.values())]


def test_a_server_that_goes_away_midway_costs_what_it_did_not_take(
    college: Owing, server: MailServer
) -> None:
    server.breaks_after = 1

    broken = college.remind()

    assert broken.exit == 1
    assert broken.line.startswith(f"{TEACHING}：催报邮件没有发出")
    assert "中途断开连接" in broken.line
    assert college.told == {(AUDIT, "catalogue")}
    assert TEACHING in college.letters


def test_after_a_break_the_next_mail_takes_a_new_connection(
    college: Owing, server: MailServer
) -> None:
    server.breaks_after = 0

    broken = college.remind()

    assert broken.exit == 1
    assert broken.err.count("\n") == 2, "a line a department"
    assert server.connections == 2
    assert college.told == frozenset()


def test_no_server_is_one_line_a_department_and_the_letters_stay(college: Owing) -> None:
    with MailServer(college.root) as server:
        settings = server.settings()
    college.configure(settings)

    ran = college.remind()

    assert ran.exit == 1
    assert ran.err.count("连不上邮件服务器 127.0.0.1:") == ran.err.count("\n") == 2
    assert set(college.letters) == {*ADDRESSES, FINANCE}


def test_a_silent_server_is_waited_for_once(college: Owing) -> None:
    with silent_server() as port:
        college.configure(
            f'[mail]\nhost = "127.0.0.1"\nport = {port}\nfrom = "office@college.example"\n'
            'security = "none"\ntimeout_seconds = 1\n'
        )
        ran = college.remind()

    assert ran.exit == 1
    assert ran.err.count("在 1 秒内没有应答") == 2


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # of the server
@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_over_an_encrypted_line_the_office_signs_in(
    college: Owing, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANFANG_MAIL_PASSWORD", PASSWORD)
    with MailServer(college.root, security=security, signs_in=True) as server:
        college.configure(server.settings())
        ran = college.remind()

    assert ran.exit == 0, ran.err
    assert len(server.taken) == 2


def test_the_password_may_stand_in_a_file(college: Owing) -> None:
    (college.root / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    with MailServer(college.root, security="starttls", signs_in=True) as server:
        college.configure(server.settings() + 'password_file = "password"\n')

        assert college.remind().exit == 0


def test_a_wrong_password_is_tried_once(college: Owing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANFANG_MAIL_PASSWORD", "letmein")
    with MailServer(college.root, security="starttls", signs_in=True) as server:
        college.configure(server.settings())
        ran = college.remind()

    assert ran.exit == 1
    assert ran.err.count("不接受用户名或口令（535）") == 2
    assert "letmein" not in ran.out + ran.err
    assert server.taken == []
    assert server.connections == 2, "once before and once after the encryption"


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_an_unknown_certificate_is_not_believed(college: Owing, security: str) -> None:
    with MailServer(college.root, security=security) as server:
        college.configure(server.settings().replace('ca_file = "ca.pem"\n', ""))
        ran = college.remind()

    assert ran.exit == 1
    assert "证书不可信" in ran.err
    assert server.taken == []


def test_a_server_without_encryption_gets_nothing(college: Owing) -> None:
    with MailServer(college.root) as server:
        college.configure(server.settings(security="starttls"))
        ran = college.remind()

    assert ran.exit == 1
    assert "不支持所要求的加密" in ran.err
    assert server.taken == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (f'user = "{USER}"', "LIANFANG_MAIL_PASSWORD"),
        (f'user = "{USER}"\nsecurity = "none"', "不能不加密"),
        (f'user = "{USER}"\npassword_file = "nowhere"', "口令文件"),
        ('ca_file = "lianfang.toml"', "不是 PEM 证书"),
        ('password = "geheim"', "mail.password"),
        ("port = 70000", "mail.port"),
        ('security = "tls"', "mail.security"),
    ],
)
def test_settings_that_cannot_be_used_are_said_before_anything_is_written(
    college: Owing, more: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIANFANG_MAIL_PASSWORD", raising=False)
    college.configure(f'[mail]\nhost = "localhost"\nfrom = "a@b.example"\n{more}\n')

    refused = college.remind()

    assert refused.exit == 2
    assert said in refused.line
    assert not (college.root / "output").exists()


@pytest.mark.parametrize("address", ["audit", "a@b, c@d", "a@b\\nBcc: c@d", "甲 <a@b>", ""])
def test_what_is_no_address_is_refused(college: Owing, address: str) -> None:
    college.configure("")
    settings = (college.root / "lianfang.toml").read_text(encoding="utf-8")
    changed = settings.replace(ADDRESSES[AUDIT], address)
    (college.root / "lianfang.toml").write_text(changed, encoding="utf-8")

    refused = lianfang("remind", "-w", college.root)

    assert refused.exit == 2
    assert "email" in refused.line
