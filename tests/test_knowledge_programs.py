"""Every program people can name: its id, what it is called, and what its name implies, in the contract's words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

import knowledge
from chat.hear.normal import fold
from knowledge.yamlfile import read_yaml

FILES = sorted((knowledge.HERE / "programs").glob("*.yaml"))
ROWS: list[tuple[str, dict[str, Any]]] = [row for path in FILES for row in read_yaml(path).items()]
IDS = """
    1panel 7dtd actions-runner adguard-home airflow alist anythingllm apisix apitable apollo appwrite ark asterisk
    astrbot authentik azerothcore baota baserow bigbluebutton bitwarden bookstack calcom chatglm chatwoot
    clickhouse cloudreve code-server comfyui confluence coolify coturn couchdb cs2 deepseek dify directus
    discourse discuz docker dokuwiki dolibarr doris drone drupal dst elasticsearch emby emqx enshrouded erpnext
    excalidraw factorio fastgpt filebrowser firefly-iii fivem flarum flink forgejo freepbx freqtrade freshrss
    frigate frp gerrit ghost gitea gitlab gitlab-runner gogs grafana graylog greenplum guacamole guanjiapo halo
    harbor hasura headscale hermes hexo home-assistant homepage hugo immich influxdb invidious iredmail jeecgboot
    jellyfin jenkins jira jitsi joplin jumpserver jupyterhub k3 k3s kafka kasm keycloak kingdee-cloud kodbox
    koishi kubernetes label-studio langflow limesurvey linkding livekit llama lobechat loki lsky magento mailcow
    mailu mantisbt mastodon matomo mattermost maxkb medusa meilisearch memos metabase metersphere milvus minecraft
    minio misskey mongodb moodle mosquitto mumble mysql n8n napcat navidrome neo4j nextcloud nexus nezha nocodb
    node-red nps odoo ollama one-api onlyoffice open-webui openclaw openproject openvpn oracle outline overleaf
    owncast owncloud palworld paperless-ngx peertube photoprism photoshop pihole plausible playwright plex
    pocketbase portainer poste postgresql prestashop project-zomboid prometheus puppeteer qbittorrent qdrant
    qinglong qwen rabbitmq ragflow redis redmine rocketchat rsshub ruoyi rust rustdesk sage satisfactory scada
    seafile searxng sekiro sentry shopware sillytavern siyuan sonarqube spring-cloud sqlserver srs
    stable-diffusion stardew-valley statamic strapi supabase superset synapse syncthing taiga tailscale tdengine
    teamspeak terraria thingsboard tidb traccar typecho typo3 u8 umami unturned uptime-kuma v-rising valheim
    vaultwarden vikunja vllm vnpy wallabag weaviate whisper wikijs windmill wireguard woocommerce wordpress wvp
    xiaozhi xwiki yapi yingdao yunzai zabbix zeppelin zulip
"""
PURPOSES = {
    *("learning", "static", "blog", "site", "shop", "app", "miniprogram", "drive", "game", "media", "data", "ai"),
    *("bot", "relay", "desktop", "ci", "mail", "meeting", "iot"),
}
UNITS = {"users", "players", "cameras", "devices", "viewers", "visitors", "mailboxes", "none"}
NEEDED = {"label", "names", "purpose", "unit", "reach", "domain"}
OPTIONAL: dict[str, set[Any]] = {
    "container": {"official", "community", "none"},
    "bits": {"4", "8", "16"},
    "peer": {"mainland", "hongkong", "asia", "west"},
    "country": {"mainland", "hongkong", "asia", "west"},
    "windows": {True},
    "card": {True},
    "evasion": {True},
}
FREE = {"guarded", "ports", "better", "also"}
CIRCUMSTANCES = {"forum", "genai", "windows", "mail"}
PORT = re.compile(r"(udp/)?\d{1,5}(-\d{1,5})?")

each_program = pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])


def _called(row: dict[str, Any]) -> list[str]:
    return [*row["names"], *row.get("guarded", ())]


def test_every_id_is_there_once() -> None:
    names = [name for name, _ in ROWS]
    assert not set(IDS.split()) - set(names)
    assert not [name for name, times in Counter(names).items() if times > 1]


def test_a_name_means_one_program() -> None:
    heard = Counter(word.replace("-", " ") for _, row in ROWS for word in set(_called(row)))
    assert not [word for word, times in heard.items() if times > 1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_can_be_read_at_a_sitting(path: Any) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@each_program
def test_its_values_are_the_contracts_words(name: str, row: dict[str, Any]) -> None:
    assert row.keys() >= NEEDED
    assert row.keys() <= NEEDED | OPTIONAL.keys() | FREE
    assert row["purpose"] is None or row["purpose"] in PURPOSES
    assert row["unit"] in UNITS
    assert row["reach"] in {"public", "private", "outbound", "devices"}
    assert isinstance(row["domain"], bool)
    assert not [key for key, values in OPTIONAL.items() if key in row and row[key] not in values]
    assert set(row.get("also", ())) <= CIRCUMSTANCES
    assert all(PORT.fullmatch(str(port)) for port in row.get("ports", ()))


@each_program
def test_its_names_are_written_as_they_are_read(name: str, row: dict[str, Any]) -> None:
    called = _called(row)
    assert row["names"]
    assert len(set(called)) == len(called)
    assert [word for word in called if fold(word).text != word] == []


@each_program
def test_it_is_said_in_both_languages(name: str, row: dict[str, Any]) -> None:
    for said in (row["label"], row.get("better", row["label"])):
        assert said["zh"].strip()
        assert said["en"].strip()
        assert not re.search(r"[\u3400-\u9fff，。：；]", said["en"])
