#!/usr/bin/env bash
set -euo pipefail
usage() {
    cat <<'USAGE'
deploy/check-images.sh

Builds both images with podman, brings up what docker-compose.yml describes, and holds it against what is promised: health,
a message to its final receipt, scaling, SIGKILL and SIGTERM of a worker with messages in flight, hardening, Prometheus; a pod
of deploy/kubernetes, by podman play kube, as one worker more; then an integration test on a broker by Testcontainers. All that it
starts it removes; images stay. Grafana takes part where its image can be had. After 20 minutes it is cut off.

Needs podman, docker-compose, and as root the Debian packages that podman's networks need; for the pod npm and catatonit. Base
images are pulled where a registry answers, else made by deploy/docker/airgap/make-base-images. Where something of that is
missing, or containers do not run, it says so and passes.
USAGE
}
case ${1:-} in
    '') ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."

for tool in podman docker-compose; do
    command -v "$tool" > /dev/null || { echo "skipped, there is no $tool: the images, docker-compose.yml, Testcontainers"; exit 0; }
done

[ "$(id -u)" = 0 ] || { echo "skipped, not root: the images, docker-compose.yml, Testcontainers"; exit 0; }
# Each timeout below has --foreground, which leaves what it runs in the process group that this one ends.
if [ -z "${CHECK_IMAGES_BOUNDED:-}" ]; then CHECK_IMAGES_BOUNDED=yes exec timeout --kill-after 60 1200 deploy/check-images.sh; fi

work=$(mktemp -d)
# the network's name has no dots or capitals
export COMPOSE_PROJECT_NAME=smppcheck$$
project=label=com.docker.compose.project=$COMPOSE_PROJECT_NAME
ours=label=io.smppworker.check=$COMPOSE_PROJECT_NAME
background=()
volumes=()
pods=()
of_testcontainers() { # its containers, but for those that were there before the test
    [ -v before ] || return 0
    podman ps --all --quiet --filter label=org.testcontainers=true | grep -vxF "$before" || true
}
finish() {
    status=$?
    trap '' INT TERM
    trap - ERR
    set +e
    [ "$status" = 0 ] || logs
    kill "${background[@]}" 2> /dev/null
    { podman ps --all --quiet --filter "$project"; podman ps --all --quiet --filter "$ours"; of_testcontainers; } \
        | xargs --no-run-if-empty podman rm --force --time 0 --volumes > /dev/null 2>&1
    for pod in "${pods[@]}"; do podman pod rm --force --time 0 "$pod" > /dev/null 2>&1; done
    podman volume rm --force "${volumes[@]}" > /dev/null 2>&1
    podman volume ls --quiet --filter "$project" | xargs --no-run-if-empty podman volume rm --force > /dev/null 2>&1
    podman network rm --force "${COMPOSE_PROJECT_NAME}_default" "${COMPOSE_PROJECT_NAME}_first" > /dev/null 2>&1
    rm -rf "$work"
    # 124 and 137 say that it was cut off, not that a command in it was
    case $status in 124 | 137) status=1 ;; esac
    [ "$status" = 0 ] || echo "deploy/check-images.sh: FAILED after $SECONDS s" >&2
    exit "$status"
}
trap finish EXIT
trap 'exit 1' INT TERM
trap 'echo "images: failed in line $LINENO: $BASH_COMMAND" >&2' ERR

# Podman as it has to be in a container or a small machine, whatever its own configuration: no higher limits than there are,
# the runtime that manages with old control groups, and short names as Docker has them.
limit() { # OPTION MOST
    local hard; hard=$(ulimit -H "$1")
    [ "$hard" != unlimited ] && [ "$hard" -lt "$2" ] || hard=$2
    echo "$hard:$hard"
}
export CONTAINERS_CONF=$work/containers.conf CONTAINERS_REGISTRIES_CONF=$work/registries.conf
cat > "$CONTAINERS_CONF" <<CONF
[containers]
default_ulimits = ["nofile=$(limit -n 16384)", "nproc=$(limit -u 30000)"]
[engine]
compat_api_enforce_docker_hub = false
$(command -v runc > /dev/null && echo 'runtime = "runc"')
[network]
network_backend = "netavark"
CONF
echo 'unqualified-search-registries = ["docker.io"]' > "$CONTAINERS_REGISTRIES_CONF"

# ---- helpers

began=0
done_in() { # what was shown, and how long it took since the last
    echo "images: $* ($((SECONDS - began)) s)"
    began=$SECONDS
}
fail() { echo "images: $*" >&2; exit 1; }
quietly() { # keeps what a command says for when it fails
    "$@" > "$work/said" 2>&1 || { tail -n 40 "$work/said" >&2; fail "failed: $*"; }
}
within() { # SECONDS WHAT COMMAND…: until the command holds
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || fail "not in time: $what"
        sleep 0.5
    done
}
containers() { podman ps --all --quiet --filter "$project" --filter "label=com.docker.compose.service=$1"; }
healthy() { # SERVICE NUMBER
    [ "$(podman ps --quiet --filter "$project" --filter "label=com.docker.compose.service=$1" --filter health=healthy | wc -l)" = "$2" ]
}
prometheus() { timeout --foreground 10 podman exec "$(containers prometheus)" wget -qO- "http://127.0.0.1:9090/api/v1/$1"; }
value() { # of an instant query with one result, a whole number
    prometheus "query?query=$1" | sed -n 's/.*"value":\[[0-9.]*,"\([0-9]*\)".*/\1/p'
}
resident() { # memory of each worker's JVM
    for container in $(containers worker); do
        podman exec "$container" cat /proc/1/status | awk '/^VmRSS/ { printf "%d MiB ", $2 / 1024 }'
    done
}
has_value() { [ "$(value "$1")" = "$2" ]; }
worker_run() { # a command of the worker in a container of its own, as `docker compose run` has it; ends after $bound seconds
    timeout --foreground "${bound:-120}" podman run --rm --interactive --network "${COMPOSE_PROJECT_NAME}_default" \
        --label "${ours#label=}" --no-healthcheck --read-only --cap-drop all --tmpfs /tmp:exec,mode=1777,size=64m \
        --env SMPP_SYSTEM_ID=sandbox --env SMPP_PASSWORD=secret \
        --volume "$PWD/deploy/docker/worker.yaml:/etc/smpp-worker/worker.yaml:ro" smpp-worker:dev "$@" --config /etc/smpp-worker/worker.yaml
}
send_many() { # PREFIX COUNT: a message to each of PREFIX0000 and on, in the background; its process is $sender
    { echo to; seq --format "$1%04.0f" 0 $(($2 - 1)); } \
        | worker_run send --from-file - --text "One of many" > "$work/sent" 2>&1 &
    sender=$!
    background+=("$sender")
}
has_receipt() { grep -q " to $1" "$work/tail"; } # PREFIX: tail has printed one
delivered() { # PREFIX: how many destinations are DELIVERED, says tail
    { grep -o " DELIVERED\.  to $1[0-9]\{4\}" "$work/tail" || true; } | sort -u | wc -l
}
all_delivered() { [ "$(delivered "$1")" = "$2" ]; } # PREFIX COUNT
exit_code() { podman inspect --format '{{.State.ExitCode}}' "$1"; }
worker_volumes() { # their names; a worker of the compose file has one, without a name of its own
    containers worker | xargs podman inspect --format '{{range .Mounts}}{{if .Name}}{{.Name}}{{"\n"}}{{end}}{{end}}' | grep .
}
refused() { # CONTAINER FILE: by a read-only file system, even to root, whose the directory is
    local said
    ! said=$(podman exec --user 0 "$1" touch "$2" 2>&1) || fail "$2 can be written to"
    [[ $said == *"Read-only file system"* ]] || fail "$2 is not refused as read-only: $said"
}
logs() {
    for container in $(podman ps --all --quiet --filter "$project"); do
        podman ps --all --filter "id=$container" --format '---- {{.Names}}: {{.Status}}'
        podman logs --tail 5 "$container" 2>&1 | cut -c 1-300
    done >&2
}

# ---- images

registry_image() { # NAME: there, or pulled
    podman image exists "$1" || timeout --foreground 300 podman pull --quiet "$1" > /dev/null 2>&1
}
from_dockerfile() { sed -n "s/^ARG $1=//p" deploy/docker/Dockerfile; }
from_compose() { sed -n "s|^ *image: \($1:.*\)|\1|p" docker-compose.yml; }
base() { # NAME KIND
    registry_image "$1" && return
    command -v debootstrap > /dev/null || { echo "skipped, there is neither $1 nor debootstrap to make it: the images"; exit 0; }
    local code=0
    deploy/docker/airgap/make-base-images "$2" || code=$?
    case $code in
        0) ;;
        3) echo "skipped, $1 is not there and cannot be made here: the images"; exit 0 ;;
        *) fail "make-base-images $2: exit code $code" ;;
    esac
}
said=$(podman info 2>&1) || { echo "skipped, podman does not work here: $(tail -n 1 <<< "$said")"; exit 0; }
base "docker.io/library/$(from_dockerfile RUNTIME_IMAGE)" runtime
# before the base images whose making runs containers
runs_with_a_network() {
    podman network create "${COMPOSE_PROJECT_NAME}_first" && podman run --rm --network "${COMPOSE_PROJECT_NAME}_first" \
        "docker.io/library/$(from_dockerfile RUNTIME_IMAGE)" true
}
said=$(runs_with_a_network 2>&1) || { echo "skipped, containers do not run here: $(tail -n 1 <<< "$said")"; exit 0; }
base "docker.io/library/$(from_dockerfile BUILD_IMAGE)" build
base "docker.io/$(from_compose apache/kafka)" kafka
base "docker.io/$(from_compose prom/prometheus)" prometheus
services=(kafka provider worker prometheus)
if registry_image "docker.io/$(from_compose grafana/grafana)"; then services+=(grafana); else echo "skipped, it cannot be had: grafana"; fi
done_in "base images are there"

for target in worker sandbox; do
    name=smpp-worker:dev
    [ "$target" = worker ] || name=smpp-worker-sandbox:dev
    quietly podman build --network host --format docker --file deploy/docker/Dockerfile --target "$target" --tag "$name" .
    done_in "$name is built, $(podman image inspect --format '{{.Size}}' "$name" | awk '{printf "%d", $1 / 1e6}') MB"
done
said=$(podman run --rm --network none --no-healthcheck smpp-worker:dev segments --text '€' 2>&1)
[[ $said == "GSM 03.38, 1 segment"* ]] || fail "the image does not take its archive, or no command line in UTF-8: $said"

# ---- the compose file

podman system service --time 0 "unix://$work/podman.sock" > /dev/null 2>&1 &
background+=($!)
export DOCKER_HOST=unix://$work/podman.sock
within 40 "podman's Docker API" test -S "$work/podman.sock"
# podman leaves the times of health checks to systemd, which need not be there
while sleep 3; do
    for container in $(podman ps --quiet --filter "$project"); do timeout --foreground 10 podman healthcheck run "$container" || true; done
done > /dev/null 2>&1 &
background+=($!)

quietly timeout --foreground 150 docker-compose up --detach --no-build --scale worker=2 "${services[@]}"
for service in "${services[@]}"; do
    within 180 "$service is healthy" healthy "$service" "$([ "$service" = worker ] && echo 2 || echo 1)"
done
done_in "up and healthy: ${services[*]}, two workers"
# a resolver that asks others for a name that is not there yet can keep Prometheus waiting
within 240 "16 bind slots are bound" has_value 'sum(smppworker_slot_bound)' 16
done_in "16 of 16 bind slots are bound, says Prometheus"
started_at() { # CONTAINER: in its log, as milliseconds into $to
    podman logs "$1" > "$work/log" 2>&1
    to=$(sed -n 's/.*"timestamp":\([0-9]*\).*"worker [^ ]* started".*/\1/p' "$work/log" | tail -n 1)
    [ -n "$to" ]
}
for container in $(containers worker); do
    within 60 "a worker says that it has started" started_at "$container"
    from=$(date -d "$(podman inspect --format '{{.State.StartedAt.Format "2006-01-02 15:04:05.000 -0700"}}' "$container")" +%s%3N)
    echo "images: a worker has started $((to - from)) ms after its container"
done

echo "images: resident memory of the workers, idle: $(resident)"

sent=$(worker_run send --to 27820000001 --text 'Hello €' --wait 2> /dev/null) || fail "send --wait: $sent"
[[ $sent == *'"status":"DELIVERED","final":true'* ]] || fail "no final receipt: $sent"
done_in "send --wait: the final receipt has come"

within 60 "both workers are targets" has_value 'count(up{job="smpp-worker"}==1)' 2
rules=$(prometheus rules)
[ "$(grep -o '"type":"alerting"' <<< "$rules" | wc -l)" = "$(grep -c '^ *- alert:' deploy/prometheus/alerts.yml)" ] || fail "rules: $rules"
[[ $rules != *'"health":"err"'* ]] || fail "rules: $rules"
done_in "Prometheus: targets up, alert rules loaded"

for container in $(containers worker) $(containers provider); do
    [ "$(podman exec "$container" id -u)" = 10001 ] || fail "not user 10001"
    status=$(podman exec "$container" cat /proc/1/status)
    [ "$(grep -c '^Cap[A-Z][a-z]*:.0000000000000000$' <<< "$status")" = 5 ] || fail "it has capabilities: $status"
    grep -q '^NoNewPrivs:.1$' <<< "$status" || fail "new privileges: $status"
    refused "$container" /opt/file
    refused "$container" /var/lib/file
    podman exec "$container" touch /tmp/file
done
read -r container < <(containers worker)
podman exec "$container" touch /var/lib/smpp-worker/file
podman exec "$container" grep -q /opt/smpp-worker/archive/ /proc/1/maps || fail "the JVM has not taken its archive"
done_in "user 10001, no capabilities, no new privileges, nothing written outside /tmp and the volume"

quietly timeout --foreground 120 docker-compose up --detach --no-build --no-recreate --scale worker=4 "${services[@]}"
within 120 "four workers are healthy" healthy worker 4
within 120 "four targets" has_value 'count(up{job="smpp-worker"}==1)' 4
within 120 "four workers with slots" has_value 'count(sum(smppworker_slot_owned)by(instance)>0)' 4
within 120 "16 bind slots are bound" has_value 'sum(smppworker_slot_bound)' 16
done_in "four workers share the 16 bind slots"
# compose removes a container that is one too many without its volume
mapfile -t volumes < <(worker_volumes)
[ ${#volumes[@]} = 4 ] || fail "volumes of four workers: ${volumes[*]}"
quietly timeout --foreground 120 docker-compose up --detach --no-build --no-recreate --scale worker=2 "${services[@]}"
within 60 "two targets" has_value 'count(up{job="smpp-worker"}==1)' 2
within 120 "16 bind slots are bound by two" has_value 'sum(smppworker_slot_bound)' 16
done_in "two workers again"

# A crash, not `docker kill`, after which an engine may leave the container down.
bound=1200 worker_run tail --since 10m > "$work/tail" 2> /dev/null &
background+=($!)
within 60 "tail reads" test -s "$work/tail"
read -r killed < <(containers worker)
send_many 2782001 1500
within 120 "a first receipt of 1,500 messages" has_receipt 2782001
sleep 1
final=$(delivered 2782001)
kill -KILL "$(podman inspect --format '{{.State.Pid}}' "$killed")"
[ "$final" -lt 1500 ] || fail "nothing was in flight when the worker was killed"
wait "$sender" || fail "send: $(cat "$work/sent")"
within 240 "1,500 messages DELIVERED" all_delivered 2782001 1500
done_in "one worker killed when $final of 1,500 messages were final: all are DELIVERED"
echo "images: resident memory of the workers, one of them just started: $(resident)"
within 120 "the killed worker is back" has_value 'count(sum(smppworker_slot_owned)by(instance)>0)' 2
within 120 "16 bind slots are bound again" has_value 'sum(smppworker_slot_bound)' 16
[ "$(podman inspect --format '{{.State.Running}}' "$killed")" = true ] || fail "the killed container is not running"
done_in "the killed worker is back, 16 of 16 bind slots are bound"

# ---- Kubernetes' pod

# joins the two of the compose file as a third worker
pod_in_podman() {
    local pod=$COMPOSE_PROJECT_NAME-pod directory=$work/pod container inspected probes probe
    container=$pod-worker
    timeout --foreground 120 npm install --prefix "$work/npm" --no-audit --no-fund js-yaml@4.3.2 > "$work/said" 2>&1 || {
        echo "skipped, npm has no js-yaml: deploy/kubernetes by podman play kube"
        return
    }
    mkdir "$directory"
    cp deploy/kubernetes/pod.mjs "$work/npm"
    node "$work/npm/pod.mjs" deploy/kubernetes "$directory" localhost/smpp-worker:dev "$pod" > "$work/probes"
    chmod -R a+rX "$work"
    pods+=("$pod")
    volumes+=("state-$pod" "$pod-tmp")
    quietly podman play kube --network "${COMPOSE_PROJECT_NAME}_default" "$directory/pod.yaml"
    mapfile -t probes < "$work/probes"
    for probe in "${probes[@]}"; do
        # shellcheck disable=SC2086 # it is a command of several words
        within 120 "the pod's probe $probe" podman exec "$container" $probe
    done
    within 120 "podman's own probe of the pod" podman healthcheck run "$container"
    within 120 "the pod has slots" pod_has_slots "$container"
    inspected=$(podman inspect --format '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.SecurityOpt}} {{.HostConfig.Memory}}' \
        "$container")
    [ "$inspected" = "10001:10001 true [no-new-privileges] 1073741824" ] || fail "the pod: $inspected"
    refused "$container" /etc/smpp-worker/file
    refused "$container" /opt/file
    [[ $(podman exec "$container" cat /proc/1/status) == *CapEff:?0000000000000000* ]] || fail "the pod has capabilities"
    podman stop --time "$(sed -n 's/^ *terminationGracePeriodSeconds: //p' "$directory/pod.yaml")" "$container" > /dev/null 2>&1
    [ "$(exit_code "$container")" = 143 ] || fail "the pod has not ended with 143"
    podman pod rm --force --time 0 "$pod" > /dev/null
    done_in "the pod of deploy/kubernetes: probes, slots, hardening, 143"
}
pod_has_slots() { # CONTAINER
    local metrics
    # whole before it is looked at: grep -q ends at the first match, and what still writes to it fails
    metrics=$(podman exec "$1" bash -c 'exec 3<>/dev/tcp/127.0.0.1/9464; printf "GET /metrics HTTP/1.0\r\n\r\n" >&3; cat <&3')
    grep -q '^smppworker_slot_bound{.*} 1' <<< "$metrics"
}
if command -v npm > /dev/null && command -v catatonit > /dev/null; then
    pod_in_podman
else
    echo "skipped, there is no npm or no catatonit: deploy/kubernetes by podman play kube"
fi

# ---- the end

grace=$(sed -n '/^  worker:/,/^  [a-z]/s/^ *stop_grace_period: \([0-9]*\)s$/\1/p' docker-compose.yml)
[ -n "$grace" ] || fail "docker-compose.yml has no stop_grace_period of a worker in seconds"
stop_worker() { # CONTAINER MOST: by SIGTERM, with exit code 143 after at most MOST seconds; $took is how many
    local since=$SECONDS code
    podman stop --time "$grace" "$1" > /dev/null 2>&1
    took=$((SECONDS - since))
    code=$(exit_code "$1")
    [ "$code" = 143 ] && [ "$took" -le "$2" ] || {
        podman logs --timestamps --tail 40 "$1" 2>&1 | cut -c 1-400 >&2
        fail "SIGTERM: exit code $code after $took s, not 143 after at most $2 s"
    }
}
mapfile -t workers < <(containers worker)
[ ${#workers[@]} = 2 ] || fail "not two workers: ${workers[*]}"
send_many 2782002 1000
within 120 "a first receipt of 1,000 messages" has_receipt 2782002
final=$(delivered 2782002)
[ "$final" -lt 1000 ] || fail "nothing was in flight when the worker was to end"
stop_worker "${workers[0]}" "$grace"
done_in "SIGTERM when $final of 1,000 messages were final: the worker has ended with 143 after $took s"
wait "$sender" || fail "send: $(cat "$work/sent")"
within 180 "1,000 messages DELIVERED" all_delivered 2782002 1000
done_in "all of the 1,000 are DELIVERED, with the other worker alone"
stop_worker "${workers[1]}" 10
done_in "SIGTERM of the idle worker: it has ended with 143 after $took s"

podman rm --force --time 0 --volumes $(podman ps --all --quiet --filter "$ours") > /dev/null 2>&1 || true
mapfile -t anonymous < <(worker_volumes)
[ ${#anonymous[@]} = 2 ] || fail "volumes of two workers: ${anonymous[*]}"
quietly timeout --foreground 120 docker-compose down --volumes --remove-orphans
left=$(podman ps --all --quiet --filter "$project"; podman volume ls --quiet --filter "$project"; podman network ls --quiet --filter "$project")
[ -z "$left" ] || fail "left after down: $left"
for volume in "${anonymous[@]}"; do
    ! podman volume exists "$volume" || fail "left after down: a worker's volume, $volume"
done
done_in "down has removed containers, networks and volumes"

# ---- Testcontainers

# Its reaper needs more rights than it should have here; a test that ends removes its broker by itself.
export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
there=$(podman ps --all --quiet --filter label=org.testcontainers=true)
before=$there # only if that could be listed
began_at=$(date +%s)
quietly timeout --foreground 600 mvn -B -ntp -q -P '!everything' -pl worker -am verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=IdempotencyIT -Dfailsafe.failIfNoSpecifiedTests=false
brokers=$(podman events --stream=false --since "$began_at" --filter event=create --filter label=org.testcontainers=true 2> /dev/null)
[[ $brokers == *apache/kafka* ]] || fail "the integration test has not used a container: $brokers"
left=$(of_testcontainers)
[ -z "$left" ] || fail "left by the integration test: $left"
done_in "Testcontainers: IdempotencyIT has passed on a broker in a container"
