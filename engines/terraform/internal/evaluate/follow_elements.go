package evaluate

import "github.com/zclconf/go-cty/cty"

func (f *follower) iterated(from *element, name string) (written, bool) {
	collection := writtenAs(from.scope, from.by)
	if from.isSet {
		return f.equalTo(f.end(collection), from.key)
	}
	if name == "key" && from.key.Type() == cty.Number {
		return collection, false
	}
	return f.step(collection, from.key)
}
