package evaluate

import (
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

func policySet(value cty.Value) cty.Value {
	plain, marks := value.Unmark()
	if !plain.Type().IsTupleType() || !plain.IsWhollyKnown() {
		return value
	}
	texts := map[string]bool{}
	for _, element := range plain.AsValueSlice() {
		if element.Type() != cty.String || element.IsNull() {
			return value
		}
		texts[element.AsString()] = true
	}
	sorted := slices.Sorted(maps.Keys(texts))
	slices.Reverse(sorted)
	elements := make([]cty.Value, len(sorted))
	for at, text := range sorted {
		elements[at] = cty.StringVal(text)
	}
	if len(elements) == 1 {
		return elements[0].WithMarks(marks)
	}
	return cty.TupleVal(elements).WithMarks(marks)
}

// policyVariables writes `&{aws:username}` as the policy will have it.
func policyVariables(value cty.Value) cty.Value {
	plain, marks := value.Unmark()
	switch {
	case isText(plain):
		plain = cty.StringVal(strings.ReplaceAll(plain.AsString(), "&{", "${"))
	case plain.Type().IsTupleType() && plain.IsKnown():
		elements := plain.AsValueSlice()
		for at, element := range elements {
			elements[at] = policyVariables(element)
		}
		plain = cty.TupleVal(elements)
	}
	return plain.WithMarks(marks)
}
