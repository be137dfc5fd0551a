package io.dbmigration.operator.outcome;

/**
 * Why a pod does not start, in Kubernetes' own words.
 *
 * @param reason for example {@code ImagePullBackOff}, {@code Unschedulable} or {@code FailedCreate}
 */
public record Trouble(String reason, String message) {

    private static final int MAX = 512;

    public Trouble {
        message = message.length() <= MAX ? message : message.substring(0, MAX) + "…";
    }

    /** For people: {@code ImagePullBackOff: Back-off pulling image …}. */
    public String text() {
        return message.isBlank() ? reason : reason + ": " + message;
    }
}
