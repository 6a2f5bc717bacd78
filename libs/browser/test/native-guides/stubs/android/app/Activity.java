package android.app;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;

public class Activity extends Context {
    protected void onCreate(Bundle savedInstanceState) {}
    protected void onNewIntent(Intent intent) {}
    public Intent getIntent() { return new Intent(""); }
    public void setIntent(Intent intent) {}
    public boolean isTaskRoot() { return true; }
    public void finish() {}
}
