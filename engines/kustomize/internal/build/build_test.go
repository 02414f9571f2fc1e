package build

import (
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

func TestOverridesAreLaidOverTheRootAlone(t *testing.T) {
	out, err := Run(Input{
		Root: "top",
		YAML: true,
		Files: map[string]string{
			"top/kustomization.yaml":  "resources: [../base]\nimages: [{name: a, newTag: '2'}, {name: b, newTag: '3'}]\n",
			"base/kustomization.yaml": "resources: [p.yaml]\n",
			"base/p.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n" +
				"spec: {containers: [{name: a, image: a:1}, {name: b, image: b:1}]}\n",
		},
		Overrides: map[string]any{
			"namePrefix": "x-",
			"images":     []any{map[string]any{"name": "a", "newTag": "9"}},
		},
	})
	if err != nil || out.Failure != "" || len(out.Objects) != 1 {
		t.Fatalf("%v %+v", err, out)
	}
	for _, part := range []string{"name: x-p\n", "image: a:9\n", "image: b:3\n"} {
		if !strings.Contains(out.Objects[0], part) {
			t.Errorf("no %q in %s", part, out.Objects[0])
		}
	}
}

func TestOriginsLeaveTheBuildAsItIs(t *testing.T) {
	in := Input{Root: ".", YAML: true, Files: map[string]string{
		"kustomization.yaml":     "resources: [sub]\nbuildMetadata: [managedByLabel]\nconfigMapGenerator: [{name: m, literals: [a=b]}]\n",
		"sub/kustomization.yaml": "resources: [p.yaml]\nnamePrefix: x-\n",
		"sub/p.yaml":             "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n",
	}}
	out, _ := Run(in)
	origins, _ := Origins(in)
	if len(out.Objects) != 2 || strings.Contains(strings.Join(out.Objects, ""), "origin") {
		t.Fatalf("%+v", out)
	}
	if !strings.Contains(out.Objects[0], "app.kubernetes.io/managed-by: kustomize") {
		t.Errorf("the author's own metadata is gone: %s", out.Objects[0])
	}
	want := []Origin{
		{ConfiguredIn: "kustomization.yaml", ConfiguredBy: "ConfigMapGenerator"},
		{Path: "sub/p.yaml"},
	}
	for index, one := range want {
		if index >= len(origins) || origins[index] != one {
			t.Errorf("%+v", origins)
		}
	}
}

func TestJSONIsTheSameValueAsYAML(t *testing.T) {
	object := `apiVersion: v1
kind: A
metadata: {name: a}
texts: ["no", on, "012", '1', "", "é\u0001<", !!str 5]
numbers: [0, -7, 1.5, 1e3, 0x1f, 0o17, 012, 12345678901234567890]
others: [true, false, null, ~, 2024-01-01, {b: 1, a: [ ]}, {}]
anchor: &x {y: 1}
alias: *x
`
	for _, extra := range []string{"", "z: no\n", "date: 2024-01-01T00:00:00Z\n"} {
		for _, text := range []string{object + extra, "apiVersion: v1\nkind: A\nmetadata: {name: a}\nb: [x, 1, true, null]\n" + extra} {
			in := Input{Root: ".", Files: map[string]string{"kustomization.yaml": "resources: [a.yaml]\n", "a.yaml": text}}
			asJSON, _ := Run(in)
			in.YAML = true
			asYAML, _ := Run(in)
			if len(asJSON.Objects) != 1 || len(asYAML.Objects) != 1 {
				t.Fatalf("%+v %+v", asJSON, asYAML)
			}
			back, err := yaml.JSONToYAML([]byte(asJSON.Objects[0]))
			if err != nil || string(back) != asYAML.Objects[0] {
				t.Errorf("%v: %s is not %s", err, back, asYAML.Objects[0])
			}
		}
	}
}
