package com.tencent.mm.opensdk.openapi;

import com.tencent.mm.opensdk.modelbase.BaseReq;
import com.tencent.mm.opensdk.modelbase.BaseResp;

public interface IWXAPIEventHandler {
    void onReq(BaseReq req);
    void onResp(BaseResp resp);
}
