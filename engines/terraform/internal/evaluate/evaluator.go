// Package evaluate computes what a Terraform root says, as far as it is known before anything is applied.
//
// Everything is computed when it is first asked for, once, by the references that an expression makes: so the order of
// files and blocks does not matter, and what nothing needs costs nothing. A value in computation that is asked for
// again is a cycle. An error of an expression makes its value unknown; nothing here fails.
package evaluate

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"sekisho/engines/terraform/internal/config"
	"sekisho/engines/terraform/internal/functions"
	"sekisho/engines/terraform/internal/source"
)

// Problem is something that a person should know about the source, with its place.
type Problem struct {
	Kind      string // syntax, undeclared, missing-argument, not-rendered, not-read
	Message   string
	Arguments map[string]string
	Subject   string
	File      *source.File
	Range     hcl.Range
	Digest    string
}

type evaluator struct {
	modules  map[string]*config.Module
	files    []*source.File
	base     *hcl.EvalContext
	budget   budget
	partials []partial
	problems []Problem
	told     map[string]bool
	// workspace is "" where it is not known.
	workspace string
	instances int
	depth     int
	// referred is what unknown values are made of, by the digest of their expression.
	referred map[string]map[string]bool
	// sourceWork is what is left of sourceWorkMax.
	sourceWork int
	read       *repository
	// reading is the attribute whose expression is being evaluated: problems with what it reads are told there.
	reading *source.Attr
}

func newEvaluator(workspace string) *evaluator {
	ev := &evaluator{
		modules: map[string]*config.Module{}, told: map[string]bool{}, referred: map[string]map[string]bool{}, workspace: workspace,
	}
	current = ev
	ev.budget.total = workMax
	ev.sourceWork = sourceWorkMax
	ev.base = &hcl.EvalContext{Functions: table}
	return ev
}

// current is the evaluation that the functions serve. The engine has one thread and does one call at a time; making
// the table anew for each call would cost more than most calls.
var current *evaluator

type host struct{}

func (host) Spend(units int) bool              { return current.budget.spend(units) }
func (host) Partial(value cty.Value) cty.Value { return current.partial(value, nil) }
func (host) Files() functions.Files            { return current.read }
func (host) Whole(text cty.Value) (cty.Value, bool) {
	found, ok := current.whole(text)
	return found.value, ok
}

var table = makeTable()

func makeTable() map[string]function.Function {
	source.Spend = func(value cty.Value) bool {
		if value == cty.NilVal {
			return current.budget.spend(1)
		}
		return current.budget.spend(functions.Size(value) / 8)
	}
	return functions.Table(host{})
}

// value evaluates an attribute. It never fails: what cannot be computed is unknown.
func (s *scope) value(attr *source.Attr) (result cty.Value) {
	ev := s.inst.ev
	ctx, _ := s.context(attr)
	if ctx == nil {
		ev.limit("expressionInput", attr)
		return cty.DynamicVal
	}
	defer func() {
		if recover() != nil {
			result = cty.DynamicVal
		}
	}()
	ev.budget.begin()
	before := ev.reading
	ev.reading = attr
	result, _ = attr.Expr.Value(ctx)
	ev.reading = before
	if result == cty.NilVal {
		return cty.DynamicVal
	}
	if !result.IsKnown() {
		result = ev.template(s, attr, ctx, result)
	}
	if ev.budget.exhausted {
		ev.limit("expressionWork", attr)
		return cty.DynamicVal
	}
	if functions.Size(result) > valueSizeMax {
		ev.limit("valueSize", attr)
		return cty.DynamicVal
	}
	return result
}

func (ev *evaluator) limit(name string, attr *source.Attr) {
	ev.tell(Problem{
		Kind: "not-read", Message: "limit_exceeded", Arguments: limitArguments(name),
		Subject: attr.File.Path + " " + attr.Name, File: attr.File, Range: attr.Range, Digest: attr.File.DigestAt(attr.Range),
	})
}

// tell records a problem once, however many instances meet it.
func (ev *evaluator) tell(problem Problem) {
	key := problem.Kind + problem.Message + problem.Subject + problem.Arguments["limit"] + problem.Range.String()
	if !ev.told[key] {
		ev.told[key] = true
		ev.problems = append(ev.problems, problem)
	}
}

// Forget lets go of the last call's values.
func Forget() { current = nil }
