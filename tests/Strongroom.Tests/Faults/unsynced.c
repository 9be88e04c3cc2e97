// A disk that loses power, for LD_PRELOAD: keeps beside the folder UNSYNCED_ROOT an image of what POSIX promises
// to find there afterwards, and nothing more. fsync and fdatasync of a file put its content into the image; of a
// folder, its list of names; syncfs does both for everything. A name whose file was never synced is an empty file.
//   UNSYNCED_IMAGE/data/<inode>-<birth>     content as of the last sync of that file
//   UNSYNCED_IMAGE/names/root<path with + for />   lines "f|d <mode> <inode>-<birth> <name>" as of the folder's last sync
// The image is written by renames, so that it is whole whenever this process is killed. UNSYNCED_LIES=1 is a disk
// that says "synced" and keeps nothing; UNSYNCED_MILLISECONDS makes it slow.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void broken(const char *what) { perror(what); abort(); }

static const char *root(void) { return getenv("UNSYNCED_ROOT"); }

static void key_of(int fd, char *key, unsigned *mode) {
    struct statx s;
    if (statx(fd, "", AT_EMPTY_PATH, STATX_ALL, &s) != 0) broken("unsynced: statx");
    snprintf(key, 64, "%llu-%lld.%u", (unsigned long long)s.stx_ino, (long long)s.stx_btime.tv_sec, s.stx_btime.tv_nsec);
    *mode = s.stx_mode;
}

static void image_path(char *path, const char *kind, const char *name) {
    if (snprintf(path, PATH_MAX, "%s/%s/%s", getenv("UNSYNCED_IMAGE"), kind, name) >= PATH_MAX) abort();
}

static void keep_file(int fd) {
    char key[64], target[PATH_MAX], temporary[PATH_MAX + 8], self[64], buffer[1 << 16];
    unsigned mode;
    key_of(fd, key, &mode);
    image_path(target, "data", key);
    snprintf(temporary, sizeof temporary, "%s.new", target);
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    int from = open(self, O_RDONLY | O_CLOEXEC), to = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (from < 0 || to < 0) broken("unsynced: open");
    for (ssize_t count; (count = read(from, buffer, sizeof buffer)) != 0;)
        if (count < 0 || write(to, buffer, count) != count) broken("unsynced: copy");
    close(from);
    close(to);
    if (rename(temporary, target) != 0) broken("unsynced: rename");
}

// With everything below it when the whole file system is synced.
static void keep_folder(const char *path, int is_deep) {
    char name[PATH_MAX], target[PATH_MAX], temporary[PATH_MAX + 8], child[PATH_MAX];
    snprintf(name, sizeof name, "root%s", path + strlen(root()));
    for (char *c = name; *c != 0; c++) if (*c == '/') *c = '+';
    image_path(target, "names", name);
    snprintf(temporary, sizeof temporary, "%s.new", target);
    DIR *folder = opendir(path);
    FILE *list = fopen(temporary, "we");
    if (folder == NULL || list == NULL) broken("unsynced: list");
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char key[64];
        unsigned mode;
        if (snprintf(child, sizeof child, "%s/%s", path, entry->d_name) >= PATH_MAX) abort();
        if (entry->d_name[0] == '.' || (entry->d_type != DT_REG && entry->d_type != DT_DIR)) continue;
        int fd = open(child, O_RDONLY | O_CLOEXEC);
        if (fd < 0) continue; // renamed away meanwhile
        key_of(fd, key, &mode);
        fprintf(list, "%c %o %s %s\n", entry->d_type == DT_DIR ? 'd' : 'f', mode & 0777, key, entry->d_name);
        if (is_deep && entry->d_type == DT_REG) keep_file(fd);
        close(fd);
        if (is_deep && entry->d_type == DT_DIR) keep_folder(child, 1);
    }

    closedir(folder);
    fclose(list);
    if (rename(temporary, target) != 0) broken("unsynced: rename");
}

static int keep(int result, int fd, int is_deep) {
    char self[64], path[PATH_MAX];
    struct stat status;
    const char *delay = getenv("UNSYNCED_MILLISECONDS");
    if (delay != NULL) usleep(atoi(delay) * 1000);
    if (result != 0 || root() == NULL || getenv("UNSYNCED_LIES") != NULL) return result;
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(self, path, sizeof path - 1);
    if (length < 0 || fstat(fd, &status) != 0) broken("unsynced: fd");
    path[length] = 0;
    if (strncmp(path, root(), strlen(root())) != 0) return result;
    pthread_mutex_lock(&gate);
    if (is_deep) keep_folder(root(), 1);
    else if (S_ISDIR(status.st_mode)) keep_folder(path, 0);
    else if (S_ISREG(status.st_mode)) keep_file(fd);
    pthread_mutex_unlock(&gate);
    return result;
}

static void *next(const char *name) {
    static void *(*find)(void *, const char *);
    if (find == NULL) find = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
    if (find == NULL) find = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    return find(RTLD_NEXT, name);
}

int fsync(int fd) { return keep(((int (*)(int))next("fsync"))(fd), fd, 0); }

int fdatasync(int fd) { return keep(((int (*)(int))next("fdatasync"))(fd), fd, 0); }

int syncfs(int fd) { return keep(((int (*)(int))next("syncfs"))(fd), fd, 1); }

// .NET asks the C library itself for its functions and would pass by those above.
void *dlsym(void *handle, const char *name) {
    static void *(*find)(void *, const char *);
    if (find == NULL) find = next("dlsym");
    if (strcmp(name, "fsync") == 0) return fsync;
    if (strcmp(name, "fdatasync") == 0) return fdatasync;
    return strcmp(name, "syncfs") == 0 ? (void *)syncfs : find(handle, name);
}
