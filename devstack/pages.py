"""What the front shows to a person: the stack runs, how to pay today, and that an address leads nowhere."""

import html

from devstack.settings import Settings

PAGE = """<!doctype html>
<html lang="ko"><meta charset="utf-8"><title>MegaTicket</title>
<h1>{title}</h1>
{body}
</html>
"""
HOME = """<p>시스템이 실행 중입니다. 새 터미널에서 아래 명령을 입력하면 상담을 시작할 수 있습니다.</p>
<pre>{command}</pre>"""
PAYMENT = """<p>결제 페이지는 아직 준비 중입니다. 지금 이 컴퓨터에서는 아래 요청을 차례로 보내 결제할 수 있습니다.</p>
<ol>
<li>로그인: <code>POST {identity}/token</code> <code>{{"sub": "이름"}}</code> → <code>access_token</code>
(다음 2번과 4번에 <code>Authorization: Bearer</code>로 보냅니다. 이름은 상담할 때와 같아야 합니다.)</li>
<li>결제 시작: <code>POST {reservations}/reservations/{hold}/payment</code></li>
<li>결제 동의: <code>POST {provider}/v1/payments</code> <code>{{"orderId": "{hold}", "amount": 합계}}</code> → <code>paymentKey</code></li>
<li>결제 확정: <code>POST {reservations}/reservations/{hold}/confirm</code> <code>{{"paymentKey": "…", "amount": 합계}}</code></li>
</ol>"""
LOST = '<p>주소를 다시 확인해 주세요. <a href="/">처음으로</a></p>'


def home(settings: Settings) -> str:
    """How to start the chat."""
    command = "make chat" if settings.port == Settings.from_environ({}).port else f"PORT={settings.port} make chat"
    return PAGE.format(title="MegaTicket", body=HOME.format(command=command))


def payment(settings: Settings, hold_id: str) -> str:
    """How to pay for a hold on one machine."""
    addresses = {part: settings.url_of(part) for part in ("identity", "reservations", "provider")}
    body = PAYMENT.format(hold=html.escape(hold_id), **addresses)
    return PAGE.format(title="결제", body=body)


def lost() -> str:
    """Nothing is at the address."""
    return PAGE.format(title="페이지를 찾을 수 없습니다", body=LOST)
