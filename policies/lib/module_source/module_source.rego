# METADATA
# title: Where modules of Terraform come from
# description: Reads the source of a module call, as Terraform does.
# scope: package
package lib.module_source

# calls lists the module calls whose source is known, with what the source says.
calls := [{"resource": resource, "source": text, "kind": kind(text)} |
	some resource in input.resources
	resource.type == "module"
	text := object.get(resource.object, "source", null)
	is_string(text)
	not startswith(text, "./")
	not startswith(text, "../")
	not contains(resource.address, ":")
]

# kind is "git", "registry", or "other" for archives and buckets.
kind(text) := "git" if _git(text)

kind(text) := "registry" if {
	not _git(text)
	regex.match(`^([a-z0-9.-]+\.[a-z]{2,}(:[0-9]+)?/)?[\w-]+/[\w-]+/[\w-]+(//.*)?$`, text)
}

kind(text) := "other" if {
	not _git(text)
	not regex.match(`^([a-z0-9.-]+\.[a-z]{2,}(:[0-9]+)?/)?[\w-]+/[\w-]+/[\w-]+(//.*)?$`, text)
}

# Terraform takes these hosts for Git without being told.
_git(text) if regex.match(`^(git::|git@|github\.com/|bitbucket\.org/)`, text)

# ref is what a source asks for, "" where it asks for nothing.
ref(text) := found if {
	[[_, found]] := regex.find_all_string_submatch_n(`[?&]ref=([^&]*)`, text, 1)
} else := ""

# place is the source without how it is fetched: host and path for Git, the name for a registry.
place(text) := cleaned if {
	bare := regex.find_all_string_submatch_n(`^(?:git::)?(?:[a-z]+://)?(?:[^@/]*@)?([^?]*)`, text, 1)[0][1]
	cleaned := trim_suffix(replace(split(replace(bare, ".git//", "//"), "//")[0], ":", "/"), ".git")
}
