"""The traffic keeps its arrivals in the order of their time."""

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.traffic import Traffic
from hotline.domain.inbounds import InboundKind


def test_texts_that_are_announced_late_stand_where_they_belong():
    late = Arrival(10.0, 3, 1, InboundKind.SMS)
    traffic = Traffic([Arrival(5.0, 1, 1), Arrival(20.0, 2, 2)])
    traffic.take([late])

    assert [one.at for one in traffic.since(0)] == [5.0, 10.0, 20.0]
    assert traffic.count_since(11) == 1
