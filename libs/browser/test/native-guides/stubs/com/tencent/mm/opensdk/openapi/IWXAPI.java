package com.tencent.mm.opensdk.openapi;

import android.content.Intent;
import com.tencent.mm.opensdk.modelbase.BaseReq;

public interface IWXAPI {
    boolean isWXAppInstalled();
    int getWXAppSupportAPI();
    boolean sendReq(BaseReq req);
    boolean handleIntent(Intent intent, IWXAPIEventHandler handler);
}
