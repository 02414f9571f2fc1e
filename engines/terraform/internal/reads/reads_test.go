package reads

import (
	"slices"
	"testing"
)

func TestWhatIsRead(t *testing.T) {
	for text, want := range map[string]References{
		`policy = file("${path.module}/policy.json")`:            {Module: []string{"a/b/policy.json"}},
		`policy = file("./policy.json")`:                         {Root: []string{"policy.json"}},
		`policy = file("policies/x.json")`:                       {Root: []string{"policies/x.json"}},
		`x = templatefile("${path.root}/x.tpl", { a = 1 })`:      {Root: []string{"x.tpl"}},
		`x = filebase64sha256("${path.module}/../shared/x.zip")`: {Module: []string{"a/shared/x.zip"}},
		`x = file("${path.module}/p/${each.key}.json")`:          {Module: []string{"a/b/p/*.json"}},
		`for_each = fileset(path.module, "p/**/*.json")`:         {Module: []string{"a/b/p/*"}},
		`for_each = fileset("${path.module}/p", "*.json")`:       {Module: []string{"a/b/p/*"}},
		`x = file("${path.module}/../../../../etc/passwd")`:      {},
		`x = file("/etc/passwd")`:                                {},
		`x = file("~/.ssh/id_rsa")`:                              {},
		`x = file("${local.dir}/x.json")`:                        {},
		`x = file(local.path)`:                                   {},
		`x = profile("x.json")`:                                  {},
	} {
		got := In("a/b", []byte(text))
		if !slices.Equal(got.Module, want.Module) || !slices.Equal(got.Root, want.Root) {
			t.Errorf("%s reads %v", text, got)
		}
	}
}

func TestFilesReadSeveralTimesAreNamedOnce(t *testing.T) {
	first := In(".", []byte(`a = file("x") b = file("x")`))
	first.Merge(In(".", []byte(`a = file("x") b = file("y")`)))
	if !slices.Equal(first.Root, []string{"x", "y"}) {
		t.Error(first.Root)
	}
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		pattern, path string
		want          bool
	}{
		{"a/x.json", "a/x.json", true},
		{"a/x.json", "a/x.json5", false},
		{"a/*", "a/b/c.json", true},
		{"a/*.json", "a/b/c.json", true},
		{"a/*.json", "a/b/c.yaml", false},
		{"a/*/x*y", "a/b/xzy", true},
		{"a*a", "a", false},
	} {
		if got := Match(test.pattern, test.path); got != test.want {
			t.Errorf("%s and %s: %v", test.pattern, test.path, got)
		}
	}
}
