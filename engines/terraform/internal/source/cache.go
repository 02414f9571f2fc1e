package source

// cacheBytesMax bounds the source that is kept parsed; a tree takes about twenty times its source.
const cacheBytesMax = 512 << 10

// cachedFileBytesMax leaves large files out: what many folders share is small.
const cachedFileBytesMax = 8 << 10

var (
	cache      = map[string]*File{}
	cacheBytes = 0
	used       []*File
)

// Reset ends the use of every file by the call before.
func Reset() {
	for _, file := range used {
		file.inUse = false
	}
	used = used[:0]
}

// Load parses a file, or takes it from the calls before, where the very same text has been read.
func Load(path string, text []byte, index int) *File {
	if len(text) > cachedFileBytesMax || isJSONPath(path) {
		file := Parse(path, text)
		file.Index = index
		return file
	}
	key := string(text)
	file := cache[key]
	if file == nil || file.inUse {
		file = Parse(path, text)
		keep(key, file)
	}
	file.Path, file.Index, file.inUse = path, index, true
	used = append(used, file)
	return file
}

func keep(key string, file *File) {
	if cacheBytes+len(key) > cacheBytesMax {
		cache, cacheBytes = map[string]*File{}, 0
	}
	if _, held := cache[key]; !held {
		cacheBytes += len(key)
	}
	cache[key] = file
}

func isJSONPath(path string) bool { return len(path) > 5 && path[len(path)-5:] == ".json" }
