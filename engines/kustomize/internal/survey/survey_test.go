package survey

import (
	"fmt"
	"testing"
)

func TestRefusalsOfAllThatIsReached(t *testing.T) {
	found := Run(map[string]string{
		"top/kustomization.yaml":   "resources: [../base, a.yaml]\ncomponents: [../part]\n",
		"top/a.yaml":               "kind: Pod\n",
		"base/Kustomization":       "resources: ['https://me:secret@example.com/x']\n",
		"part/kustomization.yml":   "helmCharts: [{name: redis}]\n",
		"other/kustomization.yaml": "helmCharts: [{name: unreached}]\n",
	}, "top")
	want := "[{remote base/Kustomization resources https://example.com/x} {plugin part/kustomization.yml helmCharts redis}]"
	if text := fmt.Sprint(found.Refusals); text != want {
		t.Errorf("%s", text)
	}
	if found.Builds != 3 || found.Schema {
		t.Errorf("%d builds, schema %v", found.Builds, found.Schema)
	}
}

func TestLocalNamesAreNotTakenForRepositories(t *testing.T) {
	found := Run(map[string]string{
		"kustomization.yaml": "resources: [example.com-a.yaml, ../.., /etc, sub/dir]\ntransformers: [t.yaml]\n",
		"t.yaml":             "apiVersion: builtin\nkind: LabelTransformer\n---\napiVersion: builtin\nkind: PrefixTransformer\n",
	}, ".")
	if len(found.Refusals) != 0 {
		t.Errorf("%v", found.Refusals)
	}
}

func TestBuildsEndAtTheLimit(t *testing.T) {
	files := map[string]string{"l40/kustomization.yaml": ""}
	for level := range 40 {
		next := fmt.Sprintf("../l%d", level+1)
		files[fmt.Sprintf("l%d/kustomization.yaml", level)] = fmt.Sprintf("resources: [%s, ./%s]\n", next, next)
	}
	if found := Run(files, "l0"); found.Builds <= BuildsMax || found.Builds > BuildsMax+50 {
		t.Errorf("%d", found.Builds)
	}
}
