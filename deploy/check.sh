#!/usr/bin/env bash
# Whether what is deployed beside the workers is well-formed: alerts (with their tests), Kubernetes manifests, the compose file.
# A tool that is not installed is named and its part skipped. PROMTOOL names another promtool.
set -euo pipefail
cd "$(dirname "$0")/.."

has() {
    command -v "$1" > /dev/null || { echo "skipped, there is no $1: $2"; return 1; }
}

promtool=${PROMTOOL:-promtool}
if has "$promtool" "deploy/prometheus"; then
    (cd deploy/prometheus && "$promtool" check rules alerts.yml && "$promtool" test rules alerts.test.yml)
    "$promtool" check config deploy/prometheus/prometheus.yml
fi
if has kubectl "deploy/kubernetes"; then
    for directory in base overlays/sandbox overlays/production; do
        echo "deploy/kubernetes/$directory: $(kubectl kustomize deploy/kubernetes/$directory | grep -c '^kind:') objects"
    done
fi
if has docker-compose "docker-compose.yml"; then
    docker-compose config > /dev/null && echo "docker-compose.yml: good"
fi
