// Package scheme stands in for client-go's. Of the scheme Helm only wants to know which API versions there are.
package scheme

import "k8s.io/apimachinery/pkg/runtime/schema"

// Static is a scheme that knows names of versions, and no types.
type Static struct{ versions []schema.GroupVersion }

// Scheme is what Helm asks; the apiextensions package beside adds its own versions.
var Scheme = &Static{}

// AddVersions puts versions of one group at the end, the preferred one first.
func (s *Static) AddVersions(group string, versions ...string) {
	for _, version := range versions {
		s.versions = append(s.versions, schema.GroupVersion{Group: group, Version: version})
	}
}

// PrioritizedVersionsAllGroups lists everything known.
func (s *Static) PrioritizedVersionsAllGroups() []schema.GroupVersion { return s.versions }
