package build

import (
	"strings"
	"testing"
)

func TestOverridesAreLaidOverTheRootAlone(t *testing.T) {
	out, err := Run(Input{
		Root: "top",
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
	in := Input{Root: ".", Files: map[string]string{
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
