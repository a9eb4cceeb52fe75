"""Rich messages are read as strictly as Telegram reads them."""

import json

import pytest

from simulator.chat.markup import MarkupError
from simulator.chat.rich import plain_text, read_rich

TABLE = (
    "<details><summary>Who</summary><table><tr><th>Sender</th><th>Texts</th></tr>"
    '<tr><td>#4</td><td align="right">12</td></tr></table></details>'
)


def read(html, photos=None):
    return read_rich(json.dumps({"html": html}), photos or {})


def test_blocks_are_read_with_what_is_in_them():
    (details,) = read(TABLE)["blocks"]

    assert (details["type"], details["summary"]) == ("details", "Who")
    (table,) = details["blocks"]
    assert [[cell["text"] for cell in row] for row in table["cells"]] == [
        ["Sender", "Texts"], ["#4", "12"],
    ]  # fmt: skip
    assert [cell["align"] for cell in table["cells"][1]] == ["left", "right"]


def test_what_it_says_is_read_block_by_block():
    html = f"<h3>RAID <b>now</b></h3><p>a &lt;b&gt;</p>{TABLE}<ul><li>one</li></ul>"

    assert plain_text(read(html)) == "RAID now\na <b>\nWho\nSender | Texts\n#4 | 12\none"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("", id="empty"),
        pytest.param("<p>a", id="not closed"),
        pytest.param("<p><b>a</p></b>", id="crossed"),
        pytest.param("<script>a</script>", id="a tag that it does not know"),
        pytest.param("<b>a</b>", id="marks outside of a block"),
        pytest.param("<p><p>a</p></p>", id="a block in a line"),
        pytest.param("<table>a</table>", id="text in a table"),
        pytest.param("<table><td>a</td></table>", id="a cell without a row"),
        pytest.param("<details><p>a</p></details>", id="details without a summary"),
        pytest.param('<img src="tg://photo?id=a">', id="a picture that was not sent"),
        pytest.param('<img src="https://example.org/a.png">', id="a picture from elsewhere"),
        pytest.param(f"<p>{'a' * 32_769}</p>", id="too long"),
    ],
)
def test_what_telegram_would_refuse_is_refused(html):
    with pytest.raises(MarkupError):
        read(html)
