"""The rules find what is wrong with the addresses of a line."""

from dataclasses import replace

from hotline.domain.line_webhooks import find_fault, host_of, text_address


def test_addresses_without_retries_are_amiss_and_all_is_as_good_as_5xx():
    wanted = text_address("https://h.example")
    bare = replace(wanted, url="https://h.example/twilio/sms")

    assert find_fault(bare, wanted) == "no_retries"
    assert find_fault(replace(bare, url=bare.url + "#rp=all"), wanted) == ""
    assert find_fault(replace(bare, url=bare.url + "#rc=5&rp=4xx"), wanted) == "no_retries"
    assert find_fault(wanted, wanted) == ""
    assert (
        find_fault(replace(wanted, url=wanted.url.replace("h.example", "H.Example:443")), wanted)
        == ""
    )
    for near in ("https://h.example/twilio/sms/", "http://h.example/twilio/sms"):
        assert find_fault(replace(wanted, url=near), wanted) == "other_path"
    for broken in ("http://[bad", "https://h.example:x/y", "nonsense"):
        assert find_fault(replace(wanted, url=broken), wanted) in ("elsewhere", "other_path")
        assert host_of(broken)
