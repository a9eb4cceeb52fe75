"""Faults over HTTP: what drives a network from outside scripts what shall go wrong."""

from flask import Flask, Response, jsonify, request

from simulator.faults import FaultScript, fault_from


def add_fault_routes(app: Flask, script: FaultScript) -> None:
    """`POST /box/faults` adds a fault to `script`; `DELETE` clears them all."""

    @app.post("/box/faults")
    def add() -> Response:
        script.add(fault_from(request.get_json()))
        return jsonify({})

    @app.delete("/box/faults")
    def clear() -> Response:
        script.clear()
        return jsonify({})
