import { expect, test } from "vitest";
import { read } from "./testing/read-chart.ts";

function addressOf(template: string, values = ""): string | undefined {
  const reading = read({
    "chart/values.yaml": values,
    "chart/templates/_names.tpl":
      '{{ define "ns" }}{{ default .Release.Namespace .Values.namespace }}{{ end }}',
    "chart/templates/a.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: ${template}\n`,
  });
  return reading.resources[0]?.address;
}

test.each([
  ["the release's own", "{{ .Release.Namespace }}", "", "core/ConfigMap/-/a"],
  ["the release's own, by a helper", '{{ include "ns" . }}', "", "core/ConfigMap/-/a"],
  ["one that the template writes", "default", "", "core/ConfigMap/default/a"],
  [
    "one that the values write",
    "{{ .Values.namespace }}",
    "namespace: default\n",
    "core/ConfigMap/default/a",
  ],
  ["another", '{{ include "ns" . }}', "namespace: shop\n", "core/ConfigMap/shop/a"],
])("the namespace is %s", (_, template, values, expected) => {
  expect(addressOf(template, values)).toBe(expected);
});
