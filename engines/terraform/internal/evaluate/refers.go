package evaluate

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// refer notes which resources, data sources and outputs of modules an unknown value is made of. A value that nobody
// knows before it is applied may still be called `data.aws_sns_topic.orders-prod`, which says something about it.
func (ev *evaluator) refer(digest string, s *scope, expr hcl.Expression) {
	if s == nil || expr == nil {
		return
	}
	names := ev.referred[digest]
	if names == nil {
		names = map[string]bool{}
		ev.referred[digest] = names
	}
	f := &follower{ev: ev, hops: referenceHopsMax}
	f.collect(names, s, expr)
}

// collect follows variables and locals to what they are given.
func (f *follower) collect(names map[string]bool, s *scope, expr hcl.Expression) {
	for _, ref := range expr.Variables() {
		if len(names) >= referredMax || f.hops <= 0 || !f.spend(1) {
			return
		}
		f.hops--
		if found, ok := f.reference(s, ref); ok && found.expr != nil && found.scope != nil {
			f.collect(names, found.scope, found.expr)
		} else if name, ok := referredName(ref); ok {
			names[s.inst.prefix()+name] = true
		}
	}
}

// notThings are the roots of references that name nothing outside of the expression's own module.
var notThings = map[string]bool{
	"var": true, "local": true, "each": true, "count": true, "path": true, "terraform": true, "self": true,
}

// referredName writes a reference as Terraform does: `module.queue["prod"].arn`.
func referredName(ref hcl.Traversal) (string, bool) {
	if ref.IsRelative() || notThings[ref.RootName()] || len(ref) < 2 {
		return "", false
	}
	var name strings.Builder
	name.WriteString(ref.RootName())
	for _, step := range ref[1:] {
		switch typed := step.(type) {
		case hcl.TraverseAttr:
			name.WriteString("." + typed.Name)
		case hcl.TraverseIndex:
			name.WriteString(indexText(typed.Key))
		default:
			return name.String(), true
		}
	}
	return name.String(), name.Len() <= referredLengthMax
}

func indexText(key cty.Value) string {
	key, _ = key.Unmark()
	switch {
	case !key.IsKnown() || key.IsNull():
		return "[*]"
	case key.Type() == cty.String:
		return "[" + strconv.Quote(key.AsString()) + "]"
	case key.Type() == cty.Number:
		return "[" + key.AsBigFloat().Text('f', -1) + "]"
	}
	return "[*]"
}

// encodeReferred writes the names by the digest of their expression.
func (ev *evaluator) encodeReferred() []byte {
	named := map[string][]string{}
	for digest, names := range ev.referred {
		if len(names) == 0 {
			continue
		}
		for name := range names {
			named[digest] = append(named[digest], name)
		}
		slices.Sort(named[digest])
	}
	encoded, _ := json.Marshal(named)
	return encoded
}
