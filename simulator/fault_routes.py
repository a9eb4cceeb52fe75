"""Fault injection over HTTP: tests and the page script what a network does wrong."""

from flask import Flask, Response, jsonify, request

from simulator.faults import FaultScript, fault_from


def add_fault_routes(app: Flask, script: FaultScript) -> None:
    """Add `POST /box/faults` (adds a fault to `script`) and `DELETE` (clears them all)."""

    @app.post("/box/faults")
    def add() -> tuple[Response, int]:
        try:
            script.add(fault_from(request.get_json()))
        except ValueError as error:
            return jsonify({"error": str(error)}), 400
        return jsonify({}), 200

    @app.delete("/box/faults")
    def clear() -> Response:
        script.clear()
        return jsonify({})
