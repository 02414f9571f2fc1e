# METADATA
# title: Only volume types of the restricted standard
# description: Volumes come from the cluster (configMap, secret, emptyDir, persistentVolumeClaim, csi and the like), never straight from a storage system. hostPath is the matter of SEC-005.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
# scope: package
# custom:
#   id: SEC-013
#   severity: medium
#   enforcement: {production: advise, elsewhere: advise}
#   scope: resource
#   kinds: [workload]
#   reads: ["{pod}/volumes/*"]
#   needs: [rendered]
#   parameters: {}
#   supersedes: []
#   peers: [PSA restrictedVolumes, KSV-0028]
#   tags: [pod-security-restricted]
package security.volume_types

import data.lib.pod_security

findings contains finding if {
	some pod in pod_security.pods
	some index, volume in pod.values.volumes
	not _has_allowed(volume)
	some type in _restricted
	object.get(volume, type, null) != null
	finding := {
		"messageId": "type",
		"subject": pod.resource.id,
		"path": array.concat(pod.path, ["volumes", index, type]),
		"arguments": object.union(pod.arguments, {"volume": pod_security.text_of(object.get(volume, "name", index)), "type": type}),
	}
}

findings contains finding if some finding in pod_security.unknown_in_pods(pod_security.pods, [["volumes", "#"]])

_has_allowed(volume) if {
	some type in _allowed
	object.get(volume, type, null) != null
}

_allowed := [
	"configMap",
	"csi",
	"downwardAPI",
	"emptyDir",
	"ephemeral",
	"image",
	"persistentVolumeClaim",
	"projected",
	"secret",
]

_restricted := [
	"awsElasticBlockStore",
	"azureDisk",
	"azureFile",
	"cephfs",
	"cinder",
	"fc",
	"flexVolume",
	"flocker",
	"gcePersistentDisk",
	"gitRepo",
	"glusterfs",
	"iscsi",
	"nfs",
	"photonPersistentDisk",
	"portworxVolume",
	"quobyte",
	"rbd",
	"scaleIO",
	"storageos",
	"vsphereVolume",
]
