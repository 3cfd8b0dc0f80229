"""Words that refuse what stands right before them: "토요일은 안 돼요", "10만원 이상은 부담돼요"."""

REFUSED = r"(?:안 ?[되돼될된됩됨가갈볼할원좋]|못 ?[가갈감봐보볼]|불가|힘들|어렵|어려|싫|별로|곤란|부담|사양)"
_ASKS = r"[가-힣]{0,8}(?:면(?:은|요)?|나요?|까요?|는지|[가-힣] ?\?)(?![가-힣])"
"""What makes a question or a condition of it, neither of which refuses: "안 되나요", "안 되면"."""
REFUSES = rf"{REFUSED}(?!{_ASKS})"
TAKEN_OUT = r"(?:빼(?:[고면줘]| ?주)|제외(?:하고|하면|해)?)"
