package io.dbmigration.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The statuses that we wrote and the cache does not show yet: compared with an older one, a needed write would look needless. */
public final class WrittenStatuses {

    private final Map<String, HasMetadata> written = new ConcurrentHashMap<>();

    public void remember(HasMetadata answer) {
        written.put(answer.getMetadata().getUid(), answer);
    }

    public void forget(String uid) {
        written.remove(uid);
    }

    /** The newer one of what the cache has and what we wrote. */
    public <T extends HasMetadata> T newest(T cached) {
        var uid = cached.getMetadata().getUid();
        var ours = written.get(uid);
        if (ours == null) {
            return cached;
        }
        if (version(cached) >= version(ours)) {
            written.remove(uid, ours);
            return cached;
        }
        @SuppressWarnings("unchecked") // the same UID is the same kind
        var newer = (T) ours;
        return newer;
    }

    private static long version(HasMetadata object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }
}
