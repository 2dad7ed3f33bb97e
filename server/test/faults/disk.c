/*
 * Stands between a process and the C library, for the files whose path begins with DISK_FILES:
 * writes fail with ENOSPC while DISK_CONTROL/full exists, syncs with EIO while DISK_CONTROL/broken exists.
 * When DISK_JOURNAL is set, every write, truncation, removal and sync is appended to that file in the order in which it
 * was made, and so is what the process writes on its standard output: what it acknowledged, and when.
 *
 * A record: kind (1 byte), length of the path (2), offset (8), length of the data (4), path, data; little-endian.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATH_LENGTH 1024

static const char *files, *control;
static int journal = -1;

__attribute__((constructor)) static void start(void) {
  files = getenv("DISK_FILES");
  control = getenv("DISK_CONTROL");
  const char *path = getenv("DISK_JOURNAL");
  if (path) journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_ours(const char *path) { return files && strncmp(path, files, strlen(files)) == 0; }

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_LENGTH - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_ours(path);
}

static int asked_for(const char *fault) {
  char path[PATH_LENGTH];
  if (!control) return 0;
  snprintf(path, sizeof path, "%s/%s", control, fault);
  return access(path, F_OK) == 0;
}

static void note(char kind, const char *path, uint64_t offset, const void *data, uint32_t length) {
  if (journal < 0) return;
  uint16_t path_length = strlen(path);
  char head[15];
  head[0] = kind;
  memcpy(head + 1, &path_length, 2);
  memcpy(head + 3, &offset, 8);
  memcpy(head + 11, &length, 4);
  struct iovec parts[] = {{head, 15}, {(void *)path, path_length}, {(void *)data, length}};
  int before = errno;
  syscall(SYS_writev, journal, parts, 3);
  errno = before;
}

static ssize_t put(int fd, const void *data, size_t length, off_t offset, int at) {
  char path[PATH_LENGTH];
  if (!path_of(fd, path)) {
    if (fd == 1) note('A', "", 0, data, length);
    return at ? syscall(SYS_pwrite64, fd, data, length, offset) : syscall(SYS_write, fd, data, length);
  }
  if (asked_for("full")) return errno = ENOSPC, -1;
  if (!at) offset = lseek(fd, 0, SEEK_CUR);
  ssize_t done = at ? syscall(SYS_pwrite64, fd, data, length, offset) : syscall(SYS_write, fd, data, length);
  if (done > 0) note('W', path, offset, data, done);
  return done;
}

ssize_t write(int fd, const void *data, size_t length) { return put(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return put(fd, data, length, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return put(fd, data, length, offset, 1); }

static int cut(int fd, off_t length) {
  char path[PATH_LENGTH];
  int ours = path_of(fd, path);
  if (ours && asked_for("full")) {
    off_t now = lseek(fd, 0, SEEK_END);
    if (length > now) return errno = ENOSPC, -1;
  }
  int failed = syscall(SYS_ftruncate, fd, length);
  if (ours && !failed) note('T', path, length, "", 0);
  return failed;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int sync_file(int fd, long call) {
  char path[PATH_LENGTH];
  int ours = path_of(fd, path);
  if (ours && asked_for("broken")) return errno = EIO, -1;
  int failed = syscall(call, fd);
  if (ours && !failed) note('S', path, 0, "", 0);
  return failed;
}

int fsync(int fd) { return sync_file(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_file(fd, SYS_fdatasync); }

int unlink(const char *path) {
  int failed = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  if (!failed && is_ours(path)) note('R', path, 0, "", 0);
  return failed;
}
