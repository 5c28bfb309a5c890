/* Disk faults for one process, put between it and the C library by LD_PRELOAD: only calls on files
 * beneath DISKFAULTS_UNDER are struck, and which of them, is in the file DISKFAULTS_CONTROL, which
 * both sides map. DiskFaults.java is the other side; members and numbers are the same there.
 *
 * cc -shared -fPIC -O1 -o diskfaults.so diskfaults.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPEN, WRITE, SYNC, RENAME, UNLINK, TRUNCATE, ALLOCATE, MKDIR, KINDS };
enum action { NONE, KILL, FAIL, SLOW, LIE, TEAR };

struct control {
  int64_t kinds;   /* a bit for each kind that is struck */
  int64_t from;    /* the first call of these that is, from 1 */
  int64_t count;   /* how many are */
  int64_t action;
  int64_t value;   /* an errno, or microseconds */
  int64_t met;     /* calls of these kinds so far */
  int64_t struck;
  int64_t failed;  /* file whose sync failed last, by identity() */
  int64_t again;   /* syncs of it afterwards that did not fail */
  int64_t seen[KINDS];
};

static struct control *control;
static const char *under;
static size_t under_length;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("DISKFAULTS_CONTROL");
  under = getenv("DISKFAULTS_UNDER");
  if (file == NULL || under == NULL) return;
  under_length = strlen(under);
  int fd = open(file, O_RDWR);
  if (fd < 0) return;
  void *at = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (at != MAP_FAILED) control = at;
}

static int path_is_ours(const char *path) {
  return control != NULL && path != NULL && strncmp(path, under, under_length) == 0;
}

static int fd_is_ours(int fd) {
  if (control == NULL) return 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return path_is_ours(path);
}

/* What happens to this call: NONE, or FAIL (errno is set), LIE, TEAR; KILL and SLOW happen here. */
static enum action strike(enum kind kind) {
  __atomic_add_fetch(&control->seen[kind], 1, __ATOMIC_SEQ_CST);
  if ((control->kinds >> kind & 1) == 0) return NONE;
  int64_t nth = __atomic_add_fetch(&control->met, 1, __ATOMIC_SEQ_CST);
  if (nth < control->from || nth - control->from >= control->count) return NONE;
  __atomic_add_fetch(&control->struck, 1, __ATOMIC_SEQ_CST);
  switch (control->action) {
    case KILL: kill(getpid(), SIGKILL); pause(); return NONE;
    case SLOW: usleep((useconds_t)control->value); return NONE;
    case FAIL: errno = (int)control->value; return FAIL;
    case LIE: return LIE;
    case TEAR: return TEAR;
    default: return NONE;
  }
}

/* Tells a file from all others, also from a later one in its inode. 0 for a directory: it is one file
 * for ever, and what it names has changed when it is synced again. */
static int64_t identity(int fd) {
  struct statx it;
  if (statx(fd, "", AT_EMPTY_PATH, STATX_TYPE | STATX_INO | STATX_BTIME, &it) != 0) return 0;
  if (S_ISDIR(it.stx_mode)) return 0;
  return (int64_t)(it.stx_ino ^ ((uint64_t)it.stx_btime.tv_sec << 34)
      ^ ((uint64_t)it.stx_btime.tv_nsec << 4));
}

#define REAL(result, name, ...) \
  static result (*real)(__VA_ARGS__); \
  if (real == NULL) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define WRITES(name, parameters, types, call, half) \
  ssize_t name parameters { \
    REAL(ssize_t, #name, types); \
    if (fd_is_ours(fd)) { \
      enum action action = strike(WRITE); \
      if (action == FAIL) return -1; \
      if (action == TEAR) { half; kill(getpid(), SIGKILL); pause(); } \
    } \
    return real call; \
  }
#define TYPES(...) __VA_ARGS__

WRITES(write, (int fd, const void *data, size_t size), TYPES(int, const void *, size_t),
       (fd, data, size), if (real(fd, data, size / 2) < 0) return -1)
WRITES(pwrite, (int fd, const void *data, size_t size, off_t at),
       TYPES(int, const void *, size_t, off_t), (fd, data, size, at),
       if (real(fd, data, size / 2, at) < 0) return -1)
WRITES(pwrite64, (int fd, const void *data, size_t size, off64_t at),
       TYPES(int, const void *, size_t, off64_t), (fd, data, size, at),
       if (real(fd, data, size / 2, at) < 0) return -1)
WRITES(writev, (int fd, const struct iovec *parts, int count),
       TYPES(int, const struct iovec *, int), (fd, parts, count),
       if (real(fd, parts, 1) < 0) return -1)

#define SYNCS(name, parameters, types, syncs, call) \
  int name parameters { \
    REAL(int, #name, types); \
    if ((syncs) && fd_is_ours(fd)) { \
      enum action action = strike(SYNC); \
      if (action == FAIL) { control->failed = identity(fd); return -1; } \
      if (action == LIE) return 0; \
      if (control->failed != 0 && control->failed == identity(fd)) control->again++; \
    } \
    return real call; \
  }

SYNCS(fsync, (int fd), int, 1, (fd))
SYNCS(fdatasync, (int fd), int, 1, (fd))
/* Without flags it writes nothing: so RocksDB asks, of each file it opens, whether the call is known. */
SYNCS(sync_file_range, (int fd, off64_t at, off64_t size, unsigned int flags),
      TYPES(int, off64_t, off64_t, unsigned int), flags != 0, (fd, at, size, flags))

#define CALLS(kind, name, parameters, types, ours, call) \
  int name parameters { \
    REAL(int, #name, types); \
    if ((ours) && strike(kind) == FAIL) return -1; \
    return real call; \
  }

CALLS(RENAME, rename, (const char *from, const char *to), TYPES(const char *, const char *),
      path_is_ours(to), (from, to))
CALLS(UNLINK, unlink, (const char *path), const char *, path_is_ours(path), (path))
CALLS(TRUNCATE, ftruncate, (int fd, off_t size), TYPES(int, off_t), fd_is_ours(fd), (fd, size))
CALLS(TRUNCATE, ftruncate64, (int fd, off64_t size), TYPES(int, off64_t), fd_is_ours(fd),
      (fd, size))
CALLS(ALLOCATE, fallocate, (int fd, int mode, off_t at, off_t size),
      TYPES(int, int, off_t, off_t), fd_is_ours(fd), (fd, mode, at, size))
CALLS(ALLOCATE, fallocate64, (int fd, int mode, off64_t at, off64_t size),
      TYPES(int, int, off64_t, off64_t), fd_is_ours(fd), (fd, mode, at, size))
CALLS(MKDIR, mkdir, (const char *path, mode_t mode), TYPES(const char *, mode_t),
      path_is_ours(path), (path, mode))

static int writes(int flags) { return (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT); }

#define OPENS(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, #name, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (path_is_ours(path) && writes(flags) && strike(OPEN) == FAIL) return -1; \
    return real(path, flags, mode); \
  }

OPENS(open)
OPENS(open64)

#define OPENS_AT(name) \
  int name(int directory, const char *path, int flags, ...) { \
    REAL(int, #name, int, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (path_is_ours(path) && writes(flags) && strike(OPEN) == FAIL) return -1; \
    return real(directory, path, flags, mode); \
  }

OPENS_AT(openat)
OPENS_AT(openat64)

FILE *fopen(const char *path, const char *mode) {
  REAL(FILE *, "fopen", const char *, const char *);
  if (path_is_ours(path) && mode[0] != 'r' && strike(OPEN) == FAIL) return NULL;
  return real(path, mode);
}
