package main

import (
	"bytes"
	"cmp"
	"errors"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"sekisho/engines/abi"
)

// foreignInput is Rego that was written for another tool: either version of the language, its own packages, its own data.
type foreignInput struct {
	// ID names the prepared set in later calls of `query`.
	ID    string            `json:"id"`
	Files map[string]string `json:"files"`
	// Version is "v0", "v1", or "" for files of which each says by its syntax what it is.
	Version string         `json:"version"`
	Data    map[string]any `json:"data"`
	// Entrypoints are the rules to be asked; "" asks for none, and only checks.
	Entrypoints []foreignRule `json:"entrypoints"`
}

// foreignRule is a rule by its package ("main", "k8s.images") and its name ("deny_root").
type foreignRule struct {
	Package string `json:"package"`
	Name    string `json:"name"`
}

// foundRule is what a file says about a rule.
type foundRule struct {
	foreignRule
	File string `json:"file"`
	Row  int    `json:"row"`
	// Elements is what the compiler can tell of its value: "string", "object", "number", … of a set or list, "" where it
	// cannot tell. Shape is "set", "array", "object", "boolean", …, or "" where it cannot tell.
	Shape    string `json:"shape"`
	Elements string `json:"elements"`
	// Inventory tells whether the rule's file reads data.inventory.
	Inventory bool `json:"inventory"`
	// Metadata is the METADATA of the rule or, without one, of its package.
	Metadata *ast.Annotations `json:"metadata,omitempty"`
}

type foreignOutput struct {
	Rules []foundRule `json:"rules"`
}

// prepareForeign compiles a set and keeps it under its id, beside those of earlier calls.
func prepareForeign(in foreignInput) (*foreignOutput, error) {
	modules, err := parseForeign(in)
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithCapabilities(foreignCapabilities())
	compiler.Compile(withEntrypoints(modules, in.Entrypoints))
	if compiler.Failed() {
		return nil, foreignRejected(compiler.Errors)
	}
	if len(in.Entrypoints) > 0 {
		if err := keepPrepared(in, compiler); err != nil {
			return nil, err
		}
	}
	return &foreignOutput{Rules: rulesOf(modules, compiler)}, nil
}

func parseForeign(in foreignInput) (map[string]*ast.Module, error) {
	result := make(map[string]*ast.Module, len(in.Files))
	var failures ast.Errors
	for _, path := range slices.Sorted(maps.Keys(in.Files)) {
		module, err := parseEither(path, in.Files[path], in.Version)
		if err == nil {
			result[path] = module
			continue
		}
		var located ast.Errors
		if !errors.As(err, &located) {
			located = ast.Errors{ast.NewError(ast.ParseErr, ast.NewLocation(nil, path, 1, 1), "%v", err)}
		}
		failures = append(failures, located...)
	}
	if len(failures) > 0 {
		return nil, foreignRejected(failures)
	}
	return result, nil
}

// parseEither reads a file as the version that is named, else as v1, else as v0. Where neither reads it, the version
// that comes further tells why.
func parseEither(path, text, version string) (*ast.Module, error) {
	switch version {
	case "v0":
		return parseVersion(path, text, ast.RegoV0)
	case "v1":
		return parseVersion(path, text, ast.RegoV1)
	}
	module, failure := parseVersion(path, text, ast.RegoV1)
	if failure == nil {
		return module, nil
	}
	older, other := parseVersion(path, text, ast.RegoV0)
	if other == nil {
		return older, nil
	}
	if firstRow(other) > firstRow(failure) {
		return nil, other
	}
	return nil, failure
}

func parseVersion(path, text string, version ast.RegoVersion) (*ast.Module, error) {
	module, err := ast.ParseModuleWithOpts(path, text, ast.ParserOptions{
		RegoVersion:       version,
		ProcessAnnotation: true,
		Capabilities:      foreignCapabilities(),
	})
	if err == nil && module == nil {
		return nil, ast.Errors{ast.NewError(ast.ParseErr, ast.NewLocation(nil, path, 1, 1), "the file holds no Rego")}
	}
	return module, err
}

func firstRow(err error) int {
	var located ast.Errors
	if !errors.As(err, &located) || len(located) == 0 || located[0].Location == nil {
		return 0
	}
	return located[0].Location.Row
}

func foreignRejected(err error) error {
	found := problems(err, nil)
	for index := range found {
		explainForeign(&found[index])
	}
	return &abi.Error{Code: "rejected", Message: found[0].Message, Details: map[string]any{"problems": found}}
}

// rulesOf lists every rule of every file once for each package, in a stable order.
func rulesOf(modules map[string]*ast.Module, compiler *ast.Compiler) []foundRule {
	seen := map[foreignRule]int{}
	result := []foundRule{}
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		module := compiler.Modules[path]
		inventory := readsInventory(module)
		for _, rule := range modules[path].Rules {
			id := foreignRule{Package: packageName(module.Package), Name: ruleName(rule)}
			if at, known := seen[id]; known {
				result[at].Inventory = result[at].Inventory || inventory
				continue
			}
			seen[id] = len(result)
			result = append(result, describe(rule, id, path, inventory, module, compiler))
		}
	}
	slices.SortStableFunc(result, func(a, b foundRule) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Name, b.Name))
	})
	return result
}

func describe(
	rule *ast.Rule, id foreignRule, path string, inventory bool, module *ast.Module, compiler *ast.Compiler,
) foundRule {
	row := 0
	if rule.Head.Location != nil {
		row = rule.Head.Location.Row
	}
	shape, elements := shapeOf(compiler, module.Package.Path.Append(ast.StringTerm(id.Name)))
	return foundRule{
		foreignRule: id,
		File:        path,
		Row:         row,
		Shape:       shape,
		Elements:    elements,
		Inventory:   inventory,
		Metadata:    metadataOf(rule, module),
	}
}

func metadataOf(rule *ast.Rule, module *ast.Module) *ast.Annotations {
	for _, annotation := range rule.Annotations {
		if annotation.Scope == "rule" || annotation.Scope == "document" {
			return annotation
		}
	}
	for _, annotation := range module.Annotations {
		if annotation.Scope == "package" {
			return annotation
		}
	}
	return nil
}

// packageName is "k8s.images" of data.k8s.images.
func packageName(declared *ast.Package) string {
	return string(bytes.TrimPrefix([]byte(declared.Path.String()), []byte("data.")))
}

func ruleName(rule *ast.Rule) string {
	if first, ok := rule.Head.Ref()[0].Value.(ast.Var); ok {
		return string(first)
	}
	return rule.Head.Name.String()
}

func readsInventory(module *ast.Module) bool {
	found := false
	ast.WalkRefs(module, func(ref ast.Ref) bool {
		if ref.HasPrefix(ast.MustParseRef("data.inventory")) {
			found = true
		}
		return found
	})
	return found
}
