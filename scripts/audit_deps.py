"""Look every locked dependency up in the public advisory databases.

Exit code: 0 nothing known against any of them, or no database could be reached (said so in words);
1 a known vulnerability.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

LOCKS = ("base", "dev")


def audit_python(lock: str, service: str) -> bool | None:
    """Return True for a clean lock, False when something is known, None when the service is out of reach."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", f"requirements/{lock}.txt"]
    options = ["--disable-pip", "--no-deps", "--vulnerability-service", service, "--format", "json", "--timeout", "15"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    try:
        dependencies = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    looked_up = [dependency for dependency in dependencies if "vulns" in dependency]
    for dependency in looked_up:
        for found in dependency["vulns"]:
            fixed = ", ".join(found["fix_versions"]) or "no version yet"
            print(f"  {dependency['name']} {dependency['version']}: {found['id']}, fixed in {fixed}")
    if any(dependency["vulns"] for dependency in looked_up):
        return False
    return True if len(looked_up) == len(dependencies) else None


def audit_node() -> bool | None:
    """Return the same for the page checks' lock."""
    done = subprocess.run(["npm", "audit", "--json"], cwd="scripts", capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["vulnerabilities"]
    except (ValueError, KeyError):
        return None
    for name, entry in found.items():
        print(f"  {name}: {entry['severity']}")
    return not found


def first_answer(lock: str, services: Sequence[str] = ("osv", "pypi")) -> bool | None:
    """Return what the first reachable service says about a lock."""
    for service in services:
        clean = audit_python(lock, service)
        if clean is not None:
            return clean
    return None


def main() -> int:
    """Audit all locks, say one line about each, return the exit code."""
    results = {f"requirements/{lock}.txt": first_answer(lock) for lock in LOCKS}
    results["scripts/package-lock.json"] = audit_node()
    words = {
        True: "nothing known",
        False: "KNOWN VULNERABILITIES, listed above",
        None: "NOT AUDITED: no advisory database can be reached from here",
    }
    for name, clean in results.items():
        print(f"{name}: {words[clean]}")
    return int(False in results.values())


if __name__ == "__main__":
    sys.exit(main())
