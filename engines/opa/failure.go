package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// failureOf names the expression of the test that failed, or its error.
func failureOf(result *tester.Result) string {
	if result.Error != nil {
		return result.Error.Error()
	}
	event := failingEvent(result.Trace)
	if event == nil {
		return "the test has no value, or one that is not true"
	}
	where := event.Location
	text := fmt.Sprintf("%s:%d: %s", where.File, where.Row, sourceText(event))
	if locals := localsOf(event); locals != "" {
		text += " with " + locals
	}
	return text
}

// failingEvent is the last failure of an expression that somebody wrote: what is before it failed within it.
func failingEvent(trace []*topdown.Event) *topdown.Event {
	for index := len(trace) - 1; index >= 0; index-- {
		event := trace[index]
		_, isExpression := event.Node.(*ast.Expr)
		if event.Op == topdown.FailOp && isExpression && event.Location != nil && event.Location.File != "" {
			return event
		}
	}
	return nil
}

func sourceText(event *topdown.Event) string {
	return strings.TrimSpace(strings.SplitN(string(event.Location.Text), "\n", 2)[0])
}

const localsShownMax = 5

// generated begins the names of the variables that OPA's compiler makes.
const generated = "__local"

// localsOf lists the variables of the failing query as people wrote them.
func localsOf(event *topdown.Event) string {
	shown := []string{}
	event.Locals.Iter(func(key, value ast.Value) bool {
		name, ok := key.(ast.Var)
		if !ok {
			return false
		}
		meta, known := event.LocalMetadata[name]
		if known && !strings.HasPrefix(string(meta.Name), generated) {
			shown = append(shown, fmt.Sprintf("%s = %s", meta.Name, shortened(value.String())))
		}
		return false
	})
	slices.Sort(shown)
	return strings.Join(shown[:min(len(shown), localsShownMax)], ", ")
}

const valueShownMax = 200

func shortened(text string) string {
	if runes := []rune(text); len(runes) > valueShownMax {
		return string(runes[:valueShownMax]) + "…"
	}
	return text
}
