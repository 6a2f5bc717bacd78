package android.content;

import android.content.pm.PackageManager;

public class Context {
    public String getPackageName() { return ""; }
    public PackageManager getPackageManager() { return new PackageManager(); }
    public void sendBroadcast(Intent intent) {}
    public void startActivity(Intent intent) {}
}
