/*
 * Loaded into a process with LD_PRELOAD, it keeps beside the folder POWERCUT_FROM a second one, POWERCUT_TO, that holds
 * what a power cut would leave: of each file the bytes at its last fsync or fdatasync, and no file that was never synced.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name, ...) ((int (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

/* Where `path` lies in the second folder; 0 when it is none of ours. */
static int twin(const char *path, char *out) {
  const char *from = getenv("POWERCUT_FROM"), *to = getenv("POWERCUT_TO");
  if (!from || !to || strncmp(path, from, strlen(from)) != 0) return 0;
  return snprintf(out, PATH_MAX, "%s%s", to, path + strlen(from)) < PATH_MAX;
}

static void make_folders(char *path) {
  for (char *at = path + 1; *at; at++) {
    if (*at != '/') continue;
    *at = 0;
    mkdir(path, 0700);
    *at = '/';
  }
}

static void copy_synced(int file) {
  char link[64], path[PATH_MAX], kept[PATH_MAX], draft[PATH_MAX + 16], part[65536];
  struct stat what;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return;
  path[length] = 0;
  if (!twin(path, kept) || fstat(file, &what) || !S_ISREG(what.st_mode)) return;
  make_folders(kept);
  /* Two threads may sync the same file: each writes a draft of its own. */
  snprintf(draft, sizeof draft, "%s.%d", kept, gettid());
  int in = open(path, O_RDONLY), out = open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  for (ssize_t got; in >= 0 && (got = read(in, part, sizeof part)) > 0;) {
    if (write(out, part, got) != got) abort();
  }
  close(in);
  close(out);
  REAL(rename, const char *, const char *)(draft, kept);
}

int fsync(int file) {
  int result = REAL(fsync, int)(file), error = errno;
  if (result == 0) copy_synced(file);
  errno = error;
  return result;
}

int fdatasync(int file) {
  int result = REAL(fdatasync, int)(file), error = errno;
  if (result == 0) copy_synced(file);
  errno = error;
  return result;
}

int rename(const char *from, const char *to) {
  char kept_from[PATH_MAX], kept_to[PATH_MAX];
  int result = REAL(rename, const char *, const char *)(from, to), error = errno;
  if (result == 0 && twin(from, kept_from) && twin(to, kept_to)) {
    REAL(rename, const char *, const char *)(kept_from, kept_to);
  }
  errno = error;
  return result;
}

int unlink(const char *path) {
  char kept[PATH_MAX];
  int result = REAL(unlink, const char *)(path), error = errno;
  if (result == 0 && twin(path, kept)) REAL(unlink, const char *)(kept);
  errno = error;
  return result;
}
