package evaluate

import "github.com/zclconf/go-cty/cty"

// documents are arguments that hold JSON; a module may take it in any of its own. One whose text is known in part only is given decoded: there is no text to
// give, and one unknown leaf must not hide the rest. One that is wholly known stays the text that it is.
var documents = map[string]bool{
	"policy": true, "assume_role_policy": true, "access_policies": true, "container_definitions": true,
	"resource_policy": true, "redrive_policy": true, "redrive_allow_policy": true, "event_pattern": true,
	"access_policy": true, "key_policy": true, "topic_policy": true, "repository_policy": true, "permissions_policy": true,
	"inline_policy": true, "resource_policy_document": true, "policy_document": true, "definition": true,
}

func (e *encoder) document(name string, value cty.Value) (cty.Value, *places) {
	plain, marks := value.Unmark()
	if found, ok := e.ev.whole(plain); ok && (documents[name] || e.typeName == "module") {
		return found.value.WithMarks(marks), found.places
	}
	return value, nil
}

// opened is the document in an argument of a module: nobody knows which of its arguments are documents.
func (e *encoder) opened(value cty.Value) cty.Value {
	if e.typeName != "module" {
		return value
	}
	plain, marks := value.Unmark()
	if found, ok := e.ev.whole(plain); ok {
		return found.value.WithMarks(marks)
	}
	return value
}
