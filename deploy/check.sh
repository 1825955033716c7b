#!/usr/bin/env bash
# Whether what is deployed beside the workers is well-formed: alerts (with their tests), Kubernetes manifests, the compose file,
# the Dockerfile. A tool that is not installed is named and its part skipped. PROMTOOL names another promtool. Whether images and
# compose file do what they should is check-images.sh's.
set -euo pipefail
cd "$(dirname "$0")/.."

has() {
    command -v "$1" > /dev/null || { echo "skipped, there is no $1: $2"; return 1; }
}

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT

promtool=${PROMTOOL:-promtool}
if has "$promtool" "deploy/prometheus"; then
    (cd deploy/prometheus && "$promtool" check rules alerts.yml && "$promtool" test rules alerts.test.yml)
    "$promtool" check config deploy/prometheus/prometheus.yml
fi

has_npm=false
if has npm "the schemas of the manifests, the Dockerfile, and the style of the compose file"; then
    npm install --prefix "$tools" --silent --no-audit --no-fund js-yaml@4.3.2 kubernetes-models@5.1.0 \
        @kubernetes-models/keda@0.4.2 @kubernetes-models/prometheus-operator@6.0.0 dockerfile-utils@0.16.3 dclint@3.1.0
    cp deploy/kubernetes/schemas.mjs "$tools"
    has_npm=true
fi

if has kubectl "deploy/kubernetes"; then
    for directory in base overlays/sandbox overlays/production; do
        kubectl kustomize "deploy/kubernetes/$directory" > "$tools/objects.yaml"
        objects=$(grep -c '^kind:' "$tools/objects.yaml")
        if $has_npm; then
            node "$tools/schemas.mjs" "$tools/objects.yaml"
            echo "deploy/kubernetes/$directory: $objects objects are good"
        else
            echo "deploy/kubernetes/$directory: $objects objects, not validated"
        fi
    done
fi
if $has_npm; then
    "$tools/node_modules/.bin/dockerfile-utils" lint deploy/docker/Dockerfile
    echo "deploy/docker/Dockerfile: good"
    # its images are built here and have no version
    "$tools/node_modules/.bin/dclint" docker-compose.yml --quiet \
        --disable-rule no-build-and-image --disable-rule service-image-require-explicit-tag
    echo "docker-compose.yml: good style"
fi
if has docker-compose "docker-compose.yml"; then
    docker-compose config > /dev/null && echo "docker-compose.yml: good"
fi
