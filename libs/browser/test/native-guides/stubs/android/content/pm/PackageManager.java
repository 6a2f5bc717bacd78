package android.content.pm;

import android.content.Intent;

public class PackageManager {
    public Intent getLaunchIntentForPackage(String packageName) { return null; }
}
