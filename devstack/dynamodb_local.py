"""`python -m devstack.dynamodb_local [--shared-db]`: AWS's DynamoDB Local, in memory, on the loopback.

Its licence forbids passing it on, so Maven fetches it once into `.devstack/`, where nothing is committed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from devstack.settings import ROOT, Settings

VERSION = "3.1.0"
HOME = ROOT / ".devstack" / f"dynamodb-local-{VERSION}"
NEEDED = ("java", "javac", "mvn")
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>megaticket</groupId><artifactId>dynamodb-local</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>software.amazon.dynamodb</groupId><artifactId>DynamoDBLocal</artifactId><version>{VERSION}</version>
  </dependency></dependencies>
</project>
"""


def remedy() -> str | None:
    """What a person must install first, or None."""
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    if not missing:
        return None
    return (
        f"DYNAMODB=local needs {', '.join(missing)}: install a JDK, 17 or newer, and Maven"
        " (Debian: apt install openjdk-17-jdk-headless maven), or leave DYNAMODB out to use moto"
    )


def fetch() -> None:
    """Downloads DynamoDB Local with what it needs, whole or not at all. Raises CalledProcessError with Maven's output."""
    HOME.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HOME.parent) as folder:
        work = Path(folder)
        (work / "pom.xml").write_text(POM, "utf-8")
        jars = work / "jars"
        copy = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
        subprocess.run(
            ["mvn", "-q", "-B", copy, f"-DoutputDirectory={jars}", "-DincludeScope=runtime"], cwd=work, check=True
        )
        launcher = ROOT / "devstack" / "Loopback.java"
        subprocess.run(["javac", "-cp", f"{jars}/*", "-d", str(jars), str(launcher)], check=True)
        jars.rename(HOME)


def command(port: int, shared: bool) -> list[str]:
    """The Java command. Unless `shared`, data is kept apart by access key and region."""
    java = ["java", "-Xmx512m", f"-Djava.library.path={HOME}", "-cp", f"{HOME}{os.pathsep}{HOME}/*", "Loopback"]
    return [*java, "-inMemory", "-disableTelemetry", "-port", str(port), *(["-sharedDb"] if shared else [])]


def main() -> None:
    """Fetches it where it is missing, and becomes it."""
    if (reason := remedy()) is not None:
        sys.exit(reason)
    if not HOME.exists():
        fetch()
    java = command(Settings.from_environ(os.environ).port_of("dynamodb"), shared="--shared-db" in sys.argv[1:])
    os.execvp(java[0], java)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
