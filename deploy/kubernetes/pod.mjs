// Writes pod.yaml for `podman play kube`: one pod of the base's StatefulSet, configured and with the account as in the overlay
// "sandbox". What podman cannot take a volume or variable of, ConfigMap and Secret, become directories beside it, and a value.
// Arguments: the directory deploy/kubernetes, the directory to write to, the image, the pod's name. Podman names
// its volumes after the claims and the emptyDirs, so these have the pod's name in theirs. It runs httpGet by a curl that the image
// does not have, so the probes become commands; standard output has each distinct one on a line.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import yaml from 'js-yaml';

const [kubernetes, out, image, name] = process.argv.slice(2);
const read = file => readFileSync(`${kubernetes}/${file}`, 'utf8');
const {spec} = yaml.load(read('base/statefulset.yaml'));
const [secret] = yaml.load(read('overlays/sandbox/kustomization.yaml')).secretGenerator;
const account = Object.fromEntries(secret.literals.map(literal => literal.split('=')));

const directory = (volume, files) => {
  mkdirSync(`${out}/${volume}`, {recursive: true});
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(`${out}/${volume}/${file}`, content);
  }
  return {name: volume, hostPath: {path: `${out}/${volume}`, type: 'Directory'}};
};
const volume = of => {
  if (of.configMap) {
    return directory(of.name, {'worker.yaml': read('overlays/sandbox/worker.yaml')});
  }
  return of.secret ? directory(of.name, Object.fromEntries(of.secret.items.map(({key, path}) => [path, account[key]]))) : of;
};

const {metadata, spec: pod} = spec.template;
const claims = spec.volumeClaimTemplates.map(claim => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: {name: `${claim.metadata.name}-${name}`}, spec: claim.spec,
}));
const [container] = pod.containers;
container.image = image;
container.env = container.env.map(({name, valueFrom}) =>
  valueFrom.secretKeyRef ? {name, value: account[valueFrom.secretKeyRef.key]} : {name, valueFrom});
for (const {name: old} of pod.volumes.filter(({emptyDir}) => emptyDir)) {
  for (const named of [...pod.volumes, ...container.volumeMounts].filter(({name}) => name === old)) {
    named.name = `${name}-${old}`;
  }
}
const commands = new Set();
for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe].filter(probe => probe?.httpGet)) {
  const {port, path} = probe.httpGet;
  const number = container.ports.find(({name}) => name === port)?.containerPort ?? port;
  delete probe.httpGet;
  probe.exec = {command: ['http-ok', String(number), path]};
  commands.add(probe.exec.command.join(' '));
}
pod.volumes = [
  ...pod.volumes.map(volume),
  ...spec.volumeClaimTemplates.map(({metadata}) => ({
    name: metadata.name, persistentVolumeClaim: {claimName: `${metadata.name}-${name}`},
  })),
];
const objects = [...claims, {apiVersion: 'v1', kind: 'Pod', metadata: {...metadata, name}, spec: pod}];
writeFileSync(`${out}/pod.yaml`, objects.map(object => yaml.dump(object)).join('---\n'));
commands.forEach(command => console.log(command));
