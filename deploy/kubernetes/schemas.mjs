// Holds Kubernetes objects against the schemas of their kinds. Argument: a file of YAML documents. Exit code 1 when one does not
// hold, or is of a kind that is not known here.
import {readFileSync} from 'node:fs';
import yaml from 'js-yaml';

const packages = {
  'keda.sh/v1alpha1': '@kubernetes-models/keda/',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator/',
};

let wrong = 0;
for (const object of yaml.loadAll(readFileSync(process.argv[2], 'utf8'))) {
  const name = `${object.apiVersion} ${object.kind} ${object.metadata.name}`;
  try {
    const models = (packages[object.apiVersion] ?? 'kubernetes-models/') + object.apiVersion + '/' + object.kind;
    new (await import(models))[object.kind](object).validate();
  } catch (error) {
    wrong++;
    console.error(`${name}: ${error.message}`);
  }
}
process.exit(wrong ? 1 : 0);
